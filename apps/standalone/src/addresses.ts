import pc from 'picocolors';
import { roles } from '@motcua/service-kit';
import { appNames } from './apps.js';
import { tokensPath } from './demo-tokens.js';
import { demoAccounts, demoPassword } from './sign-in/demo-accounts.js';
import type { RunningStandalone } from './standalone.js';

/** What a person needs to go on from here. */
export function addressesOf({
  url,
  managementUrl,
  simulatorsUrl,
  installation,
  environmentFile,
}: RunningStandalone): string {
  const documents = appNames.map((name) => `${url}/api/${name}/openapi.json`);
  const rows: readonly (readonly [string, ...string[]])[] = [
    ['pages', url],
    ['OpenAPI', ...documents],
    ['health', `${managementUrl}/health/ready`],
    ['metrics', `${managementUrl}/metrics`],
    ['outside systems', `${simulatorsUrl}/__sim/openapi.json (simulated: scenarios, faults, clock, journal)`],
    ['logs', installation.logs],
    ['motcua command', `reads ${environmentFile}`],
  ];
  const lines = rows.flatMap(([name, ...values]) =>
    values.map((value, index) => `  ${(index === 0 ? name : '').padEnd(16)}${value}`),
  );
  return [
    pc.bold('Motcua is up. Ctrl-C ends it.'),
    ...lines,
    '',
    ...accountHelp(url),
    '',
    ...tokenHelp(url, managementUrl),
  ].join('\n');
}

function accountHelp(url: string): string[] {
  const rows = demoAccounts.map(({ userName, what }) => `  ${pc.bold(userName.padEnd(12))}${what.vi} (${what.en})`);
  return [`Open ${url} and sign in as one of these; the password of all is ${pc.bold(demoPassword)}:`, ...rows];
}

function tokenHelp(url: string, managementUrl: string): string[] {
  const wish = `'{"role":"deskOfficer","unit":"H99.14"}'`;
  return [
    `A token of one of the roles ${roles.join(', ')}, for the next eight hours:`,
    `  TOKEN=$(curl -s -H 'accept: text/plain' -d ${wish} ${managementUrl}${tokensPath})`,
    `  curl -s -H "authorization: Bearer $TOKEN" ${url}/api/desk/v1/work-list`,
    `Citizens take "personalId" instead of "unit", administrators the unit H99.`,
  ];
}
