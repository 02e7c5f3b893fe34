import { MIME_OF_EXTENSION, Problem, sniffFile } from '@motcua/service-kit';

/** Scans come in these kinds; everything else is refused, whatever its name says. Our choice. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'ảnh JPEG',
  'image/png': 'ảnh PNG',
  'image/tiff': 'ảnh TIFF',
};

/** Says nothing about the content, so it promises nothing. */
const NEUTRAL = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

export interface OfferedFile {
  readonly bytes: Uint8Array;
  /** As sent; only its ending is looked at here. Absent where the sender names no file. */
  readonly fileName?: string;
  /** What the sender calls it. */
  readonly declaredMime?: string;
}

/**
 * The kind of a scan by its bytes.
 *
 * @throws {Problem} 422 `file.empty`, `file.kind-not-accepted`, `file.mislabelled`
 */
export async function acceptedKind({ bytes, fileName, declaredMime }: OfferedFile): Promise<string> {
  if (bytes.byteLength === 0) throw refused('file.empty', 'Tệp không có nội dung. Vui lòng chọn lại tệp.');
  const mime = await sniffFile(bytes);
  const name = KIND_NAMES[mime ?? ''];
  if (mime === undefined || name === undefined) {
    const kinds = 'Chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, TIFF.';
    throw refused(
      'file.kind-not-accepted',
      `Nội dung tệp không thuộc loại được tiếp nhận, dù tên tệp ghi gì. ${kinds}`,
    );
  }
  if (!promises(fileName, declaredMime).every((promised) => promised === mime)) {
    const advice = 'Vui lòng lưu lại tệp đúng định dạng rồi gửi lại.';
    throw refused(
      'file.mislabelled',
      `Tên hoặc kiểu khai báo của tệp không khớp với nội dung (thực chất là ${name}). ${advice}`,
    );
  }
  return mime;
}

function promises(fileName: string | undefined, declaredMime = ''): string[] {
  const declared = declaredMime.split(';')[0]!.trim().toLowerCase().replace('image/jpg', 'image/jpeg');
  const byType = NEUTRAL.has(declared) ? [] : [declared];
  return fileName === undefined ? byType : [...byType, mimeOfName(fileName)];
}

function mimeOfName(fileName: string): string {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1] ?? '';
  return MIME_OF_EXTENSION[ending.toLowerCase()] ?? '';
}

function refused(code: string, detail: string): Problem {
  return new Problem(422, code, detail);
}

/** A name that can be stored and shown: its last part, without control characters, at most 200 characters, in NFC. */
export function cleanFileName(fileName: string): string {
  const last = fileName.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const clean = last.replace(/\p{C}/gu, '').trim();
  return Array.from(clean).slice(-200).join('') || 'tep';
}
