import { defineTexts } from '../../app/texts.ts';

const useTexts = defineTexts(
  'admin-roles',
  {
    citizen: 'Công dân',
    deskOfficer: 'Cán bộ một cửa',
    resolvingOfficer: 'Cán bộ xử lý',
    unitLeader: 'Lãnh đạo đơn vị',
    administrator: 'Quản trị viên',
    auditor: 'Kiểm toán viên',
    integrator: 'Hệ thống tích hợp',
    system: 'Hệ thống',
  },
  {
    citizen: 'Citizen',
    deskOfficer: 'Desk officer',
    resolvingOfficer: 'Resolving officer',
    unitLeader: 'Unit leader',
    administrator: 'Administrator',
    auditor: 'Auditor',
    integrator: 'Integrator',
    system: 'The system',
  },
);

const ROLES = [
  'citizen',
  'deskOfficer',
  'resolvingOfficer',
  'unitLeader',
  'administrator',
  'auditor',
  'integrator',
  'system',
] as const;

/** @param roles as in the log, e.g. `deskOfficer,unitLeader` */
export function RoleNames({ roles }: { roles: string }) {
  const t = useTexts();
  return roles
    .split(',')
    .map((role) => {
      const known = ROLES.find((one) => one === role);
      return known === undefined ? role : t(known);
    })
    .join(', ');
}
