// The least a server can do with a submission and still say that it is kept: parse it, one INSERT, answer.
import Fastify from 'fastify';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { orderOf, serving } from './server-process.ts';

const pool = new pg.Pool({ connectionString: orderOf(process.env).databaseUrl, max: 10 });
await pool.query(
  'CREATE TABLE submissions (id uuid PRIMARY KEY, received_at timestamptz NOT NULL, body json NOT NULL)',
);
const server = Fastify();
server.post('/api/intake/v1/dossiers', async (request, reply) => {
  const dossierId = randomUUID();
  await pool.query({
    name: 'keep',
    text: 'INSERT INTO submissions VALUES ($1, now(), $2)',
    values: [dossierId, JSON.stringify(request.body)],
  });
  return reply.status(201).send({ dossierId, dossierCode: dossierId });
});
const url = await server.listen({ host: '127.0.0.1', port: 0 });
serving(url, async () => {
  await server.close();
  await pool.end();
});
