import { randomId } from '@motcua/service-kit';
import { type PostgresServer, startPostgres } from '@motcua/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IntakeBench, bodyOf } from '../intake-bench.fixture.js';

describe('intake while PostgreSQL is away', () => {
  let server: PostgresServer;
  let bench: IntakeBench;

  beforeAll(async () => {
    server = await startPostgres();
    const ownerUrl = await server.createDatabase();
    bench = await IntakeBench.start({ ownerUrl, appUrl: ownerUrl });
  });

  afterAll(async () => {
    await bench.close();
    await server.stop();
  });

  it('acknowledges nothing, says so with 503, and recovers alone; what was sent again is there once', async () => {
    const before = await bench.submit(bodyOf('lltp-01'), 'before');
    await server.killAll();
    const keys = Array.from({ length: 5 }, () => randomId());
    const refused = await Promise.all(keys.map((key) => bench.submit(bodyOf('lltp-01'), key)));
    for (const { status, body, headers } of refused) {
      expect([status, body['retryable'], headers.get('retry-after')]).toEqual([503, true, '5']);
    }
    expect((await bench.call('GET', `/api/intake/v1/tracking/${String(before.body['dossierCode'])}`)).status).toBe(503);
    await server.restart();
    const sent = await Promise.all(
      keys.map((key) =>
        bench.eventually(
          () => bench.submit(bodyOf('lltp-01'), key),
          ({ status }) => status < 300,
        ),
      ),
    );
    expect(sent.every(({ status }) => status === 201 || status === 202)).toBe(true);
    for (const { body } of sent) {
      const facts = await bench.facts(String(body['dossierId']));
      expect(facts.filter(({ type }) => type === 'DossierSubmitted')).toHaveLength(1);
    }
    const again = await bench.submit(bodyOf('lltp-01'), 'before');
    expect([again.status, again.body]).toEqual([201, before.body]);
  });
});
