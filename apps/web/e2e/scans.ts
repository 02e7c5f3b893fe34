import { PNG } from 'pngjs';

/** A small picture that a telephone could have taken. */
export function pngOf(width = 240, height = 160): Buffer {
  const image = new PNG({ width, height });
  for (let at = 0; at < image.data.length; at += 4) {
    const isLine = Math.floor(at / 4 / width) % 20 === 10;
    image.data.fill(isLine ? 90 : 245, at, at + 3);
    image.data[at + 3] = 255;
  }
  return PNG.sync.write(image);
}

/** One page with one line, as small as a PDF that every viewer opens can be. */
export function pdfOf(text = 'Giay chung sinh'): Buffer {
  const drawn = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = file.length;
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
