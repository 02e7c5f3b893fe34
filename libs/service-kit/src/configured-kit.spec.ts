import { describe, expect, it } from '@jest/globals';

import { KitConfig } from './config/kit-config.js';
import { loadConfig } from './config/load-config.js';
import { openStore } from './configured-store.js';
import { configuredKit, sharedMigrations } from './configured-kit.js';
import type { KitParts } from './kit-parts.js';

class ProbeConfig extends KitConfig {}

const env = {
  MOTCUA_POSTGRES_URL: 'postgres://app:k9-Zq7-Lm4-Rt2@db.example/motcua',
  MOTCUA_DATA: '/srv/motcua/data',
  MOTCUA_KEYS: '/srv/motcua/keys/keys.json',
  MOTCUA_AUTH_ISSUER: 'https://issuer.example',
  MOTCUA_AUTH_JWKS_URL: 'https://issuer.example/jwks',
};

describe('the kit of a real installation', () => {
  it('has a factory for every port', () => {
    const kit = configuredKit('probe', loadConfig(ProbeConfig, env));
    const ports = ['database', 'eventStore', 'sealer', 'blobStore', 'catalogue', 'declarations', 'eventFeed'];
    expect(Object.keys(kit)).toEqual(expect.arrayContaining(ports));
  });

  it('keeps the events where it is told, and asks for the address of it', async () => {
    const url = 'kurrentdb://127.0.0.1:2113?tls=false';
    const chosen = { ...env, MOTCUA_STORE: 'kurrentdb', MOTCUA_KURRENTDB_URL: url };
    const { store, kurrentdbUrl, postgresUrl } = loadConfig(ProbeConfig, chosen);
    const opened = openStore(store, { postgresUrl, kurrentdbUrl: kurrentdbUrl!, kurrentdbWatchMs: 1_000 });
    expect(opened.constructor.name).toBe('KurrentEventStore');
    await opened.close();
    expect(() => loadConfig(ProbeConfig, { ...env, MOTCUA_STORE: 'kurrentdb' })).toThrow(/MOTCUA_KURRENTDB_URL/);
    expect(() => loadConfig(ProbeConfig, { ...chosen, MOTCUA_KURRENTDB_URL: 'http://127.0.0.1:2113' })).toThrow(
      /MOTCUA_KURRENTDB_URL: is no address/,
    );
  });

  it('brings events over Kafka when it is told to, and refuses to start with half of what that needs', async () => {
    const kafka = { ...env, MOTCUA_FEED: 'kafka', MOTCUA_KAFKA_BROKERS: 'kafka-1.example:9092' };
    const feedOf = async (from: Readonly<Record<string, string>>) => {
      const feed = configuredKit('probe', loadConfig(ProbeConfig, from)).eventFeed!;
      return (await feed({ database: { pool: {} } } as unknown as KitParts)).constructor.name;
    };
    expect(await feedOf(env)).toBe('EmbeddedFeed');
    expect(await feedOf(kafka)).toBe('KafkaFeed');
    await expect(feedOf({ ...env, MOTCUA_FEED: 'kafka' })).rejects.toThrow(/MOTCUA_KAFKA_BROKERS: is missing/);
    await expect(feedOf({ ...kafka, MOTCUA_KAFKA_USER: 'motcua' })).rejects.toThrow(/MOTCUA_KAFKA_PASSWORD/);
    await expect(feedOf({ ...env, MOTCUA_FEED: 'pigeon' })).rejects.toThrow(/MOTCUA_FEED/);
  });

  it.each(['/srv/motcua/data/keys.json', '/srv/motcua/data/../data/deep/keys.json'])(
    'refuses the key file %s, which a copy of the data would hold',
    (file) => {
      const config = loadConfig(ProbeConfig, { ...env, MOTCUA_KEYS: file });
      expect(() => configuredKit('probe', config)).toThrow(/MOTCUA_KEYS/);
    },
  );

  it('knows every shared migration once', () => {
    const ids = sharedMigrations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
