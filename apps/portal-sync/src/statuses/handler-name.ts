/** Whose function is named first when an account has several. */
const functions: readonly (readonly [role: string, name: string])[] = [
  ['unitLeader', 'Lãnh đạo đơn vị'],
  ['resolvingOfficer', 'Cán bộ giải quyết hồ sơ'],
  ['deskOfficer', 'Cán bộ một cửa'],
  ['citizen', 'Người nộp hồ sơ'],
  ['integrator', 'Hệ thống kết nối'],
];

/** Who acted, by function: the portal shows it to everybody with the dossier, and officers' names are not ours to publish. */
export function handlerName(actorRole: string): string {
  const roles = actorRole.split(',');
  return functions.find(([role]) => roles.includes(role))?.[1] ?? 'Hệ thống một cửa điện tử';
}
