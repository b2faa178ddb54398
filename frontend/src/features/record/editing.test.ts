import { describe, expect, it } from 'vitest';
import { Editing, type Outcome } from './editing.svelte';

function recording(...answers: (Outcome | null)[]) {
  const sent: Record<string, unknown>[] = [];
  let version = 4;
  const editing = new Editing(
    async (input) => {
      sent.push(input);
      return answers.shift() ?? { __typename: 'CustomerSaved' };
    },
    () => version,
  );
  return { editing, sent, move: (to: number) => (version = to) };
}

const conflict: Outcome = {
  __typename: 'VersionConflict',
  message: 'Somebody else changed this.',
  conflicts: [
    {
      field: 'discount',
      yours: '10',
      theirs: '7.5',
      at: '2026-11-21T10:00:00Z',
      by: { name: 'Tomek' },
    },
  ],
};

describe('Editing (R098)', () => {
  it('saves under the version that stood there when the field was opened', async () => {
    const { editing, sent, move } = recording();
    editing.open('discount');
    move(9);
    expect(await editing.save('discount', 10)).toBeNull();
    expect(sent).toEqual([{ discount: 10, version: 4 }]);
  });

  it('keeps what collided, with both values and who wrote the other', async () => {
    const { editing } = recording(conflict);
    expect(await editing.save('discount', 10)).toBeNull();
    expect(editing.clashes).toEqual([
      {
        field: 'discount',
        yours: '10',
        theirs: '7.5',
        at: '2026-11-21T10:00:00Z',
        by: 'Tomek',
        value: 10,
      },
    ]);
  });

  it('names the clash by the field that was typed, though the log names its column', async () => {
    const named = { ...conflict, conflicts: [{ ...conflict.conflicts![0]!, field: 'groupId' }] };
    const { editing } = recording(named);
    await editing.save('group', 'R3JvdXA6MQ==');
    expect(editing.clashes[0]?.field).toBe('group');
  });

  it('saves mine over theirs under the newest version, once chosen', async () => {
    const { editing, sent, move } = recording(conflict);
    editing.open('discount');
    move(5);
    await editing.save('discount', 10);
    expect(await editing.keepMine(editing.clashes[0]!)).toBeNull();
    expect(sent[1]).toEqual({ discount: 10, version: 5 });
    expect(editing.clashes).toEqual([]);
  });

  it('lets theirs stand without sending anything', async () => {
    const { editing, sent } = recording(conflict);
    await editing.save('discount', 10);
    editing.takeTheirs(editing.clashes[0]!);
    expect(editing.clashes).toEqual([]);
    expect(sent).toHaveLength(1);
  });

  it('answers the reason beside the field', async () => {
    const { editing } = recording({
      __typename: 'InvalidInput',
      message: 'Two things are wrong.',
      fields: [
        { path: ['input', 'discount'], message: 'A discount is between 0 and 100 per cent.' },
      ],
    });
    expect(await editing.save('discount', 400)).toBe('A discount is between 0 and 100 per cent.');
  });

  it('answers that nothing was saved when no answer came', async () => {
    const editing = new Editing(
      async () => null,
      () => 1,
    );
    expect(await editing.save('notes', 'x')).toContain('kept here');
  });
});
