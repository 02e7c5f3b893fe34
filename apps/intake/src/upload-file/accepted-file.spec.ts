import { describe, expect, it } from '@jest/globals';
import { FILES } from '../intake-bench.fixture.js';
import { acceptedKind, cleanFileName } from './accepted-file.js';

const { pdf, png, exe } = FILES;

describe('the kind of a scan', () => {
  const refused: [name: string, file: Parameters<typeof acceptedKind>[0], code: string][] = [
    ['nothing', { bytes: Buffer.alloc(0), fileName: 'a.pdf' }, 'file.empty'],
    [
      'a program named .pdf',
      { bytes: exe, fileName: 'don.pdf', declaredMime: 'application/pdf' },
      'file.kind-not-accepted',
    ],
    ['a program under its own name', { bytes: exe, fileName: 'setup.exe' }, 'file.kind-not-accepted'],
    ['text', { bytes: Buffer.from('Đơn'), fileName: 'don.txt' }, 'file.kind-not-accepted'],
    [
      'a page of HTML named .png',
      { bytes: Buffer.from('<html><script>1</script>'), fileName: 'a.png' },
      'file.kind-not-accepted',
    ],
    ['an image named .pdf', { bytes: png, fileName: 'don.pdf' }, 'file.mislabelled'],
    ['an image called a PDF', { bytes: png, fileName: 'don.png', declaredMime: 'application/pdf' }, 'file.mislabelled'],
    ['a PDF with the ending of a program', { bytes: pdf, fileName: 'don.pdf.exe' }, 'file.mislabelled'],
    ['a PDF without an ending', { bytes: pdf, fileName: 'don' }, 'file.mislabelled'],
  ];
  it.each(refused)('refuses %s, in words that a citizen understands', async (_name, file, code) => {
    await expect(acceptedKind(file)).rejects.toMatchObject({
      status: 422,
      code,
      detail: expect.stringMatching(/[Tt]ệp/),
    });
  });

  it('takes what is what it says', async () => {
    await expect(acceptedKind({ bytes: pdf, fileName: 'Đơn.PDF', declaredMime: 'application/pdf' })).resolves.toBe(
      'application/pdf',
    );
    await expect(
      acceptedKind({ bytes: png, fileName: 'anh.png', declaredMime: 'application/octet-stream' }),
    ).resolves.toBe('image/png');
    await expect(acceptedKind({ bytes: pdf })).resolves.toBe('application/pdf');
  });
});

describe('the name of a file', () => {
  it('loses folders and control characters, and gets one form of its letters', () => {
    expect(cleanFileName('../../etc/passwd.pdf')).toBe('passwd.pdf');
    expect(cleanFileName('C:\\Users\\Mẫu\\đơn\u0000\u202e.pdf')).toBe('đơn.pdf');
    expect(cleanFileName('Đơn\ud800.pdf'.normalize('NFD'))).toBe('Đơn\ufffd.pdf'.normalize('NFC'));
    expect(cleanFileName('')).toBe('tep');
    expect(cleanFileName(`${'a'.repeat(500)}.pdf`)).toHaveLength(200);
  });
});
