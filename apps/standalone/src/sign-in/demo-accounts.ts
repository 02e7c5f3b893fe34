import { claimsOf, type Wish } from '../demo-tokens.js';

/** Somebody who can sign in to a demonstration. */
export interface DemoAccount {
  /** Typed at the login page. */
  readonly userName: string;
  /** Of a person who does not exist. */
  readonly name: string;
  /** What the person does, for the list at the login page. */
  readonly what: { readonly vi: string; readonly en: string };
  /** Equal to the token desk's: an account is the same one by whichever way it comes. */
  readonly wish: Wish;
}

/** Of every demo account. */
export const demoPassword = 'motcua';

const at = (unit: string, vi: string, en: string): DemoAccount['what'] => ({
  vi: `${vi}, ${unit}`,
  en: `${en}, ${unit}`,
});

/** The citizens are people of the stories in `samples/`, so that they own dossiers of the demo. */
export const demoAccounts: readonly DemoAccount[] = [
  {
    userName: 'citizen1',
    name: 'Trần Văn Mẫu Bình',
    what: { vi: 'Công dân (có hồ sơ lý lịch tư pháp)', en: 'Citizen (has a criminal record dossier)' },
    wish: { role: 'citizen', personalId: '099090000001' },
  },
  {
    userName: 'citizen2',
    name: 'Hồ Thị Mẫu Đức',
    what: { vi: 'Công dân (có hồ sơ khai sinh)', en: 'Citizen (has a birth registration dossier)' },
    wish: { role: 'citizen', personalId: '099193000021' },
  },
  {
    userName: 'officer14',
    name: 'Lê Thị Mẫu Hiền',
    what: at('H99.14', 'Công chức một cửa', 'Desk officer'),
    wish: { role: 'deskOfficer', unit: 'H99.14' },
  },
  {
    userName: 'resolver14',
    name: 'Phạm Văn Mẫu Khoa',
    what: at('H99.14', 'Chuyên viên giải quyết', 'Resolving officer'),
    wish: { role: 'resolvingOfficer', unit: 'H99.14' },
  },
  {
    userName: 'leader14',
    name: 'Vũ Thị Mẫu Lan',
    what: at('H99.14', 'Lãnh đạo đơn vị', 'Unit leader'),
    wish: { role: 'unitLeader', unit: 'H99.14' },
  },
  {
    userName: 'officer30',
    name: 'Đặng Văn Mẫu Nam',
    what: at('H99.30', 'Công chức một cửa', 'Desk officer'),
    wish: { role: 'deskOfficer', unit: 'H99.30' },
  },
  {
    userName: 'admin1',
    name: 'Bùi Văn Mẫu Phúc',
    what: at('H99', 'Quản trị viên', 'Administrator'),
    wish: { role: 'administrator', unit: 'H99' },
  },
  {
    userName: 'admin2',
    name: 'Đỗ Thị Mẫu Quyên',
    what: at('H99', 'Quản trị viên (người duyệt thứ hai)', 'Administrator (second approval)'),
    wish: { role: 'administrator', unit: 'H99', account: '2' },
  },
  {
    userName: 'auditor1',
    name: 'Ngô Văn Mẫu Sáng',
    what: { vi: 'Kiểm toán viên', en: 'Auditor' },
    wish: { role: 'auditor' },
  },
];

/** Systems that call us, by client credentials; the secret is public as the password is. */
export const demoClients: readonly string[] = ['demo-national-portal', 'demo-vneid', 'demo-linked-portal'];

export const demoClientSecret = 'motcua-demo-client-secret';

export function accountBySubject(subject: string): DemoAccount | undefined {
  return demoAccounts.find(({ wish }) => claimsOf(wish).subject === subject);
}

/** Claims as our services read them. */
export function claimsFor(wish: Wish): Readonly<Record<string, unknown>> {
  const { roles, units, personalId } = claimsOf(wish);
  return {
    motcua_roles: roles,
    motcua_units: units ?? [],
    ...(personalId === undefined ? {} : { personal_id: personalId }),
  };
}
