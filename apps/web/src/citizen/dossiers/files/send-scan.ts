import type { components } from '../../../api/intake.d.ts';
import { ProblemError } from '../../../api/problem.ts';
import { fetchSession } from '../../../app/session.ts';

export type StoredUpload = components['schemas']['StoredUpload'];

/** What is accepted, told by the bytes on the server; the endings are for the dialog that chooses files. */
export const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.tif,.tiff,application/pdf,image/jpeg,image/png,image/tiff';

/**
 * Uploads one scan. `fetch` tells nothing of the way there, so this is the older way.
 *
 * @param onProgress 0 to 100
 * @throws {ProblemError} in the words of the server; status 0 when no answer came
 */
export async function sendScan(file: File, onProgress: (percent: number) => void): Promise<StoredUpload> {
  const session = await fetchSession();
  const form = new FormData();
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/intake/v1/uploads');
    request.setRequestHeader('accept', 'application/json');
    if (session.signedIn) request.setRequestHeader('x-csrf-token', session.csrfToken);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.round((loaded / total) * 100)));
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as StoredUpload);
      else reject(ProblemError.read(request.status, request.responseText));
    });
    request.addEventListener('error', () => reject(new TypeError('no answer')));
    request.send(form);
  });
}

/** The bytes behind an address of ours, as something that an image or a frame can show. Revoke the address when it is not shown any more. */
export async function fetchShown(address: string): Promise<{ readonly url: string; readonly mime: string }> {
  const response = await fetch(address);
  if (!response.ok) throw await ProblemError.of(response);
  const blob = await response.blob();
  return { url: URL.createObjectURL(blob), mime: blob.type };
}
