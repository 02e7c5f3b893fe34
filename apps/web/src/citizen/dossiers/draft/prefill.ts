import type { components } from '../../../api/intake.d.ts';
import { fieldsOf } from '../../declaration/fields.ts';
import type { Form } from '../../declaration/form.ts';
import type { JsonRecord } from '../../declaration/schema.ts';

type OwnPerson = Omit<components['schemas']['OwnPerson'], never>;

/** The fields of the forms in which the requester speaks of himself (`nyc` = người yêu cầu), and where each is known from. */
const KNOWN: Readonly<Record<string, keyof OwnPerson>> = {
  nycHoTen: 'fullName',
  nycSoDDCN: 'personalId',
  nycSoGiayTo: 'personalId',
  nycNgaySinh: 'birthDate',
  nycSoDienThoai: 'phone',
  nycDienThoai: 'phone',
  nycEmail: 'email',
};

/** What need not be asked again. The person sees it on the first screen and may change it. */
export function prefilled(form: Form, person: OwnPerson): JsonRecord {
  const known = fieldsOf(form, [form.root], {}).flatMap(({ name }) => {
    const value = person[KNOWN[name] as keyof OwnPerson];
    return Object.hasOwn(KNOWN, name) && value !== null ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}
