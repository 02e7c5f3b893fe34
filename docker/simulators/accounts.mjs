// Tells the stand-ins of the outside systems the accounts that the connectors use; they start without any.
import { readFileSync } from 'node:fs';

const secret = (name) => readFileSync(`/run/secrets/${name}`, 'utf8').trim();

const accounts = {
  gateway: { client: process.env.GATEWAY_CLIENT, secrets: [secret('gateway-secret')] },
  dvcqg: { secrets: [secret('portal-password')] },
};

for (const [mount, account] of Object.entries(accounts)) {
  const answer = await fetch(`http://simulators:8090/__sim/auth/${mount}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  });
  if (!answer.ok) throw new Error(`${mount} answered ${answer.status}`);
}
