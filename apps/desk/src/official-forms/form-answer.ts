import type { MarkedForm } from '@motcua/contracts/papers';
import { Problem } from '@motcua/service-kit';
import type { FastifyReply } from 'fastify';

export const PDF = 'application/pdf';

/** @throws {Problem} 404 `paper.unknown-form` */
export function formNamed(text: string, forms: readonly MarkedForm[]): MarkedForm {
  const known = forms.find((form) => form === text);
  if (known === undefined) throw new Problem(404, 'paper.unknown-form', 'Không có mẫu giấy tờ này.');
  return known;
}

/** Shown by the browser; nothing on the way keeps it. @param name of the file, without personal data */
export function sendPdf(reply: FastifyReply, bytes: Buffer, name: string): void {
  void reply
    .headers({
      'content-type': PDF,
      'content-disposition': `inline; filename="${name}.pdf"`,
      'cache-control': 'no-store',
    })
    .send(bytes);
}
