import { describe, expect, it } from '@jest/globals';
import { formOf, storiesOf } from './form.fixture.ts';
import { fieldsOf } from './fields.ts';
import { faultsOn, stepAt, stepsOf } from './steps.ts';
import { askedOnly, valueAt, withRequiredGroups, withValue } from './values.ts';

const form = formOf('1.001193', '2026-11-24');
const { declaration } = storiesOf('1.001193')[0]!;
const namesOf = (step: string, of = declaration): string[] =>
  stepsOf(form, of)
    .find(({ id }) => id === step)!
    .fields.map(({ name }) => name);
const fieldOf = (name: string, of = declaration) => fieldsOf(form, [form.root], of).find((one) => one.name === name)!;

describe('the steps of a declaration', () => {
  it('come in the order of the form, with names in both languages', () => {
    const steps = stepsOf(form, {});
    expect(steps.map(({ id }) => id)).toEqual(['requester', 'child', 'mother', 'father', 'papers', 'registration']);
    expect(steps[1]!.title).toEqual({ vi: 'Trẻ em được đăng ký', en: 'Child' });
    expect(namesOf('requester')[0]).toBe('nycHoTen');
  });

  it('do not ask what must not be said, and leave it out of what is sent', () => {
    const abandoned = { ...declaration, nksLoaiKhaiSinh: '5' };
    const asked = askedOnly(form, abandoned);
    expect(stepsOf(form, asked).map(({ id }) => id)).toEqual(['requester', 'child', 'papers', 'registration']);
    expect(Object.keys(asked).filter((name) => /^(me|cha)[A-Z]/.test(name))).toEqual([]);
    expect(form.faults([form.root], asked)).toEqual([]);
  });

  it('ask for what the answers make necessary', () => {
    expect(fieldOf('maGCS').required).toBe(true);
    expect(fieldOf('maGCS', { ...declaration, giayToKhaiSinh: '2' }).required).toBe(false);
    expect(namesOf('child')).not.toContain('nksDanTocKhac');
    expect(namesOf('child', { ...declaration, nksDanToc: '99' })).toContain('nksDanTocKhac');
    expect(namesOf('child', { ...declaration, nksDanToc: '99' })).not.toContain('nksQuocTichKhac');
  });

  it('know what kind of answer each question wants', () => {
    const kinds = ['nksHoTen', 'nksNgaySinh', 'nksDanToc', 'nksNoiSinh', 'soLuongBanSao'].map(
      (name) => fieldOf(name).kind,
    );
    expect(kinds).toEqual(['text', 'date', 'choice', 'group', 'integer']);
    expect(fieldOf('loaiDangKy').choices.map(({ code }) => code)).toEqual(['1', '3', '4']);
    expect(fieldOf('nycSoGiayToTuyThan').upperCase).toBe(true);
    const inside = fieldsOf(form, fieldOf('nksNoiSinh').at, undefined, '/nksNoiSinh');
    expect(inside.map(({ name, required }) => [name, required])).toEqual([
      ['quocGia', false],
      ['maTinh', true],
      ['maXa', false],
      ['dcChiTiet', false],
    ]);
  });

  it('lead from a fault to the step where it is mended', () => {
    const bad = withValue(withValue(declaration, '/meHoTen', undefined), '/nksNoiSinh', undefined);
    const faults = form.faults([form.root], withRequiredGroups(form, bad));
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/meHoTen', 'missing'],
      ['/nksNoiSinh/maTinh', 'missing'],
    ]);
    const steps = stepsOf(form, bad);
    expect(faults.map(({ pointer }) => stepAt(steps, pointer)!.id)).toEqual(['mother', 'child']);
    expect(
      faultsOn(
        steps.find(({ id }) => id === 'father')!,
        faults,
      ),
    ).toEqual([]);
  });
});

describe('the values of a declaration', () => {
  it('are changed in copies; what becomes empty goes', () => {
    const before = { a: { b: 'x' }, rows: [{ c: 1 }] };
    expect(withValue(before, '/a/b', undefined)).toEqual({ rows: [{ c: 1 }] });
    expect(withValue(before, '/rows/0/c', 2)).toEqual({ a: { b: 'x' }, rows: [{ c: 2 }] });
    expect(withValue(before, '/rows/0/c', undefined)).toEqual({ a: { b: 'x' }, rows: [{}] });
    expect(withValue({}, '/a/b', 'y')).toEqual({ a: { b: 'y' } });
    expect(before).toEqual({ a: { b: 'x' }, rows: [{ c: 1 }] });
    expect([valueAt(before, '/rows/0/c'), valueAt(before, '/constructor'), valueAt(before, '/a/b/z')]).toEqual([
      1,
      undefined,
      undefined,
    ]);
  });
});
