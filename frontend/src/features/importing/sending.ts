/** Sends files to the server, one after the other, saying how far it is. */
import { m } from '$lib/paraglide/messages';

export interface Sent {
  id: string;
  name: string;
}

/** One file; `onprogress` is told the bytes that have left. Rejects with words for people. */
export function sendFile(file: File, onprogress: (bytes: number) => void): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/uploads?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onprogress(event.loaded);
    request.onerror = () => reject(new Error(m.error_unreachable()));
    request.onload = () => {
      const answer = request.response as (Sent & { message?: string }) | null;
      if (request.status === 201 && answer) resolve(answer);
      else if (request.status === 413)
        reject(new Error(m.importing_too_large({ name: file.name })));
      else reject(new Error(answer?.message ?? m.importing_not_sent({ name: file.name })));
    };
    request.send(file);
  });
}

/** All of them; stops at the first that is refused. */
export async function sendFiles(
  files: readonly File[],
  onprogress: (done: number, total: number) => void,
): Promise<string[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const ids: string[] = [];
  let before = 0;
  for (const file of files) {
    const sent = await sendFile(file, (bytes) => onprogress(before + bytes, total));
    before += file.size;
    ids.push(sent.id);
  }
  return ids;
}
