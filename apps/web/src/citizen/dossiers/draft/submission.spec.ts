import { describe, expect, it } from '@jest/globals';
import { formOf, storiesOf } from '../../declaration/form.fixture.ts';
import { prefilled } from './prefill.ts';
import { faultsOfServer, submissionOf } from './submission.ts';

const { declaration } = storiesOf('1.001193')[0]!;

describe('a draft that is handed in', () => {
  it('names the requester as the applicant, and the uploads by their papers', () => {
    const upload = { componentCode: 'birth-notification', uploadId: 'u' };
    const file = { ...upload, fileName: 'a.pdf', mime: 'application/pdf', size: 1, expiresAt: '' };
    const content = { declaration, files: [file], receivingUnit: 'H99.30', returnMethod: 'post' as const };
    expect(submissionOf({ draftId: 'd', procedureCode: '1.001193' }, content, declaration)).toEqual({
      draftId: 'd',
      procedureCode: '1.001193',
      receivingUnit: 'H99.30',
      returnMethod: 'post',
      declaration,
      components: [upload],
      applicant: {
        fullName: declaration['nycHoTen'],
        personalId: declaration['nycSoDDCN'],
        birthDate: declaration['nycNgaySinh'],
        address: 'Số 21 đường Mẫu',
        phone: declaration['nycSoDienThoai'],
        email: declaration['nycEmail'],
      },
    });
  });

  it('has what the server refuses shown at the fields', () => {
    const detail = 'Số giấy tờ gồm từ 5 đến 20 chữ in hoa hoặc chữ số.';
    expect(
      faultsOfServer([
        { pointer: '/declaration/maGCS', code: 'missing' },
        { pointer: '/declaration/nycSoGiayToTuyThan', code: 'wrong-format', detail },
        { pointer: '/components/0/uploadId', code: 'upload.unknown' },
      ]),
    ).toEqual([
      { pointer: '/maGCS', code: 'missing' },
      { pointer: '/nycSoGiayToTuyThan', code: 'wrongFormat', message: detail },
    ]);
  });
});

describe('a new draft', () => {
  it('has in it what is known about the person, where the form asks for it', () => {
    const person = {
      fullName: 'LÊ MẪU',
      personalId: '099090000001',
      birthDate: null,
      phone: '0900000001',
      email: null,
    };
    expect(prefilled(formOf('1.001193', '2026-11-24'), person)).toEqual({
      nycHoTen: 'LÊ MẪU',
      nycSoDDCN: '099090000001',
      nycSoDienThoai: '0900000001',
    });
    expect(prefilled(formOf('2.000488', '2026-11-24'), person)).toMatchObject({
      nycHoTen: 'LÊ MẪU',
      nycSoGiayTo: '099090000001',
      nycDienThoai: '0900000001',
    });
  });
});
