import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { tryScript } from './line-try';

test('the script signs its event as Standard Webhooks 1.0 says', () => {
  const key = Buffer.from('a key of thirty-two bytes, plain.');
  const folder = mkdtempSync(join(tmpdir(), 'kith-line-'));
  // Instead of posting, curl writes down what it was given.
  writeFileSync(join(folder, 'curl'), '#!/bin/bash\nprintf "%s\\0" "$@" > "$KITH_SAID"\n', {
    mode: 0o755,
  });
  const said = join(folder, 'said');
  const script = tryScript('http://localhost/hooks/calls/x', `whsec_${key.toString('base64')}`);
  execFileSync('bash', ['-c', script], {
    env: { ...process.env, PATH: folder + delimiter + process.env.PATH, KITH_SAID: said },
  });

  const given = readFileSync(said, 'utf8').split('\0');
  const header = (name: string) =>
    given.find((one) => one.startsWith(`${name}: `))?.slice(name.length + 2);
  const body = given[given.indexOf('-d') + 1] ?? '';
  const signed = `${header('webhook-id')}.${header('webhook-timestamp')}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest('base64');

  expect(header('webhook-signature')).toBe(`v1,${expected}`);
  expect(JSON.parse(body)).toMatchObject({ type: 'call.ringing', data: { direction: 'incoming' } });
});
