import { describe, expect, it } from '@jest/globals';
import { MemoryKeyVault, VaultSealer } from '@motcua/service-kit';
import { submissionPersonal } from '@motcua/testing';
import { indexOf, queryIndex, withoutMarks, wordsOf } from './search-words.js';

describe('the words a dossier is found by', () => {
  const sealer = new VaultSealer(new MemoryKeyVault());
  const base = submissionPersonal();
  const applicant = {
    ...base.applicant,
    fullName: 'Đặng Thị Mẫu',
    personalId: '099 000 000 077',
    phone: '+84 990 000 077',
  };
  const index = indexOf({ ...base, applicant, submitter: applicant }, sealer);

  function finds(query: string): boolean {
    return queryIndex(query, sealer).every((word) => index.includes(word));
  }

  it.each(['Đặng Thị Mẫu', 'mẫu đặng', 'DANG THI MAU', 'dang', 'Đặng'.normalize('NFD'), '  thị ', '(Mẫu)'])(
    'find it by %j',
    (query) => expect(finds(query)).toBe(true),
  );

  it.each(['099000000077', '099 000 000 077', '0990000077', '+84990000077', '0990.000.077'])(
    'find it by the number %j',
    (query) => expect(finds(query)).toBe(true),
  );

  it.each(['Đằng', 'Mậu', 'mauu', 'Đặng Văn', '099000000078', '0990000'])('do not find it by %j', (query) =>
    expect(finds(query)).toBe(false),
  );

  it('are hashes, each once, in an order that says nothing', () => {
    expect(index.every((word) => /^[0-9a-f]{64}$/.test(word))).toBe(true);
    expect(index).toEqual([...new Set(index)].toSorted());
  });

  it('are of one form whatever form they came in', () => {
    expect(wordsOf('Nguyễn  Văn-Mẫu'.normalize('NFD'))).toEqual(['nguyễn', 'văn', 'mẫu']);
    expect(withoutMarks('đường')).toBe('duong');
    expect(wordsOf('  !? ')).toEqual([]);
  });
});
