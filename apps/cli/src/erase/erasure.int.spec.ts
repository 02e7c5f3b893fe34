import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Catalogue, createCatalogue, dossierDecider } from '@motcua/domain';
import {
  Actor,
  CommandHandler,
  FactStamp,
  FileLinks,
  PersonalData,
  PostgresAccessLog,
  type Sealer,
  newKeyRing,
  sharedMigrations,
  uuidv5,
  writeKeyFile,
} from '@motcua/service-kit';
import {
  type TestDatabase,
  catalogueData,
  submissionPersonal,
  submitDossier,
  submittedComponent,
  testDatabase,
} from '@motcua/testing';
import { CliConfig } from '../cli.config.js';
import { Installation } from '../installation.js';
import { appMigrations } from '../migrate/app-migrations.js';
import { Erasure, type ErasureOrder, type ErasureParts, type ErasureStep } from './erasure.js';
import { type ErasurePlan, planErasure } from './erasure-plan.js';
import { isClean } from './certificate.js';

const officer = new Actor('officer-1', ['deskOfficer'], ['H99.14']);
const order: ErasureOrder = { by: 'admin-1', reasonCode: 'subject-request', forcedShred: false, patienceMs: 100 };

/** 2.000488 is kept by law, 1.004873 is not. */
function catalogueOfTwoPolicies(): Catalogue {
  const data = catalogueData();
  const versions = data.versions.map((one) => (one.code === '1.004873' ? { ...one, erasure: 'shred' as const } : one));
  return createCatalogue({ ...data, versions });
}

describe('erasing a person', () => {
  let database: TestDatabase;
  let folder: string;
  let installation: Installation;
  let sealer: Sealer;
  let parts: ErasureParts;
  let links: FileLinks;
  let number = 0;
  let index: string;

  beforeAll(async () => {
    database = await testDatabase([...sharedMigrations, ...(await appMigrations()).migrations]);
    folder = await mkdtemp(join(tmpdir(), 'motcua-erasure-'));
    const keyFile = join(folder, 'keys', 'motcua.keys');
    await writeKeyFile(keyFile, newKeyRing());
    installation = new Installation(
      Object.assign(new CliConfig(), {
        postgresUrl: database.appUrl,
        dataFolder: join(folder, 'data'),
        keyFile,
        catalogueFolder: 'catalogues/2020',
        profileFolder: 'profiles',
        logLevel: 'info',
      }),
    );
    sealer = await installation.sealer();
    const { store, clock } = installation;
    parts = {
      store,
      sealer,
      blobs: await installation.blobs(),
      database: installation.database,
      catalogue: catalogueOfTwoPolicies(),
      clock,
      accessLog: new PostgresAccessLog(installation.database, clock),
      builds: () => Promise.resolve([]),
    };
    links = new FileLinks(installation.database, sealer, clock);
  });

  beforeEach(() => {
    number += 1;
    index = sealer.blindIndex('person', `09900000${number}`);
  });

  afterAll(async () => {
    await installation.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** A dossier with a scan that is linked for the portal. */
  async function file(procedureCode: string): Promise<{ dossierId: string; blobId: string; path: string }> {
    const dossierId = randomUUID();
    const { blobId } = await parts.blobs.put(dossierId, Buffer.from('bản quét'), 'first');
    const receivingUnit = procedureCode === '2.000488' ? 'H99.14' : 'H99.31';
    const components = [submittedComponent({ blobId })];
    const command = {
      ...submitDossier({ dossierId, procedureCode, receivingUnit, components }),
      personal: submissionPersonal(),
    };
    await new CommandHandler(parts.store, sealer, parts.clock).handle({
      stream: `dossier-${dossierId}`,
      decider: dossierDecider(parts.catalogue),
      command,
      commandId: randomUUID(),
      actor: officer,
      subjects: [sealer.blindIndex('person', 'somebody else'), index],
      owners: [index],
    });
    const linked = { dossierId, blobId, mime: 'application/pdf', recipient: 'portal.dvcqg' };
    return { dossierId, blobId, path: await links.issue(linked, '2099-01-01T00:00:00.000Z') };
  }

  /** A hand-over that was settled with a document as evidence. */
  async function handOver(dossierId: string): Promise<string> {
    const { blobId } = await parts.blobs.put(dossierId, Buffer.from('biên nhận'));
    const stream = `delivery-lltp.g1-${dossierId}`;
    const fact = { type: 'DeliverySettled', data: { dossierId, evidenceBlobId: blobId }, personal: { note: 'Kín' } };
    const events = await new FactStamp(sealer, parts.clock).stamp(stream, [fact], {
      commandId: randomUUID(),
      actor: officer,
    });
    await parts.store.append([{ stream, expected: 0, events }]);
    return blobId;
  }

  function plan(forceShred = false): Promise<ErasurePlan> {
    return planErasure(parts.store, parts.catalogue, index, forceShred);
  }

  async function linkOpens(path: string): Promise<boolean> {
    const url = new URL(path, 'http://h99.example');
    const [id, exp, sig] = [url.pathname.split('/')[2]!, url.searchParams.get('exp')!, url.searchParams.get('sig')!];
    return (await links.open(id, exp, sig)).ok;
  }

  it('shreds what no law keeps and restricts the rest, by the version of each procedure', async () => {
    const [kept, shredded] = [await file('2.000488'), await file('1.004873')];
    const evidence = await handOver(shredded.dossierId);
    const policies = (await plan()).dossiers.map(({ dossierId, policy }) => [dossierId, policy]);
    expect(policies).toEqual([
      [kept.dossierId, 'restrict'],
      [shredded.dossierId, 'shred'],
    ]);

    const certificate = await new Erasure(parts, order).run(await plan());

    expect(certificate).toMatchObject({
      by: 'admin-1',
      reasonCode: 'subject-request',
      dossiers: [
        { policy: 'restrict', sealedTexts: 0, filesRemoved: 0, linksRevoked: 1 },
        { policy: 'shred', sealedTexts: 2, filesRemoved: 2, linksRevoked: 1 },
      ],
      keys: { destroyed: 1 },
      selfCheck: { textsTried: 2, textsOpened: 0, filesLeft: 0, keysLeft: 0 },
    });
    expect(await parts.blobs.digest(kept.blobId)).toBeDefined();
    for (const blobId of [shredded.blobId, evidence]) expect(await parts.blobs.digest(blobId)).toBeUndefined();
    for (const { path } of [kept, shredded]) expect(await linkOpens(path)).toBe(false);

    const personal = new PersonalData(parts.store, sealer, parts.accessLog);
    await expect(personal.open(kept.dossierId, officer, 'desk.dossier-page')).rejects.toMatchObject({
      code: 'dossier.restricted',
    });
    const [first] = await personal.open(kept.dossierId, new Actor('a', ['auditor']), 'audit.complaint');
    expect(first).toHaveProperty('personal');
    const [gone] = await personal.open(shredded.dossierId, officer, 'desk.dossier-page');
    expect(gone).not.toHaveProperty('personal');
    const { entries } = await parts.accessLog.search({ purpose: 'erase.subject-request', limit: 9 });
    expect(entries.map(({ dossierId }) => dossierId).sort()).toEqual([kept.dossierId, shredded.dossierId].sort());
  });

  it('shreds what was only restricted before, when that is ordered', async () => {
    const { dossierId } = await file('2.000488');
    await new Erasure(parts, order).run(await plan());
    expect((await plan()).dossiers).toMatchObject([{ dossierId, erased: 'restrict', policy: 'restrict' }]);
    const forced = { ...order, forcedShred: true };
    expect((await new Erasure(parts, forced).run(await plan(true))).keys.destroyed).toBe(1);
    expect((await plan()).dossiers).toMatchObject([{ dossierId, erased: 'shred', policy: 'shred' }]);
  });

  it.each<ErasureStep>(['links', 'files', 'keys', 'uploads', 'read-models', 'self-check'])(
    'finishes when it is run again after an end just before %s, with one fact',
    async (step) => {
      const { dossierId, blobId, path } = await file('1.004873');
      const interrupted = new Erasure(parts, order, (now) => {
        if (now === step) throw new Error('the lights went out');
      });
      await expect(interrupted.run(await plan())).rejects.toThrow('lights');

      const { selfCheck, dossiers } = await new Erasure(parts, order).run(await plan());

      expect(dossiers).toMatchObject([{ dossierId, policy: 'shred', sealedTexts: 1 }]);
      expect([isClean(selfCheck), await parts.blobs.digest(blobId), await linkOpens(path)]).toEqual([
        true,
        undefined,
        false,
      ]);
      const types = (await parts.store.read(`dossier-${dossierId}`)).map(({ type }) => type);
      expect(types).toEqual(['DossierSubmitted', 'SubjectErased']);
    },
  );

  it('takes uploads with keys of their own: those of the dossiers, and those that wait under a known account', async () => {
    const { dossierId } = await file('1.004873');
    const uploads = await Promise.all(
      [
        { subject: 'citizen-9', spentBy: dossierId },
        { subject: 'citizen-9', spentBy: null },
        { subject: 'citizen-8', spentBy: null },
      ].map(async ({ subject, spentBy }) => {
        const uploadId = randomUUID();
        const { blobId } = await parts.blobs.put(uploadId, Buffer.from('tải lên'), 'first');
        await installation.database.pool.query(
          `INSERT INTO intake.uploads (upload_id, subject, expires_at, blob_id, spent_by) VALUES ($1, $2, now(), $3, $4)`,
          [uploadId, subject, blobId, spentBy],
        );
        return { uploadId, blobId };
      }),
    );
    const certificate = await new Erasure(parts, { ...order, account: 'citizen-9' }).run(await plan());
    expect(certificate).toMatchObject({ uploads: 2, keys: { destroyed: 3 } });
    const found = await Promise.all(uploads.map(({ uploadId, blobId }) => parts.blobs.get(uploadId, blobId)));
    expect(found.map((bytes) => bytes?.toString())).toEqual([undefined, undefined, 'tải lên']);
  });

  it('takes records about the person that belong to no dossier', async () => {
    const visitId = randomUUID();
    const stream = `intake-${visitId}`;
    const fact = { type: 'VisitSentHome', data: { dossierId: visitId }, personal: { visitor: 'Kín' } };
    const cause = { commandId: uuidv5(visitId, 'x'), actor: officer, subjects: [index] };
    const events = await new FactStamp(sealer, parts.clock).stamp(stream, [fact], cause, 'first');
    await parts.store.append([{ stream, expected: 0, events }]);
    const certificate = await new Erasure(parts, order).run(await plan());
    expect(certificate).toMatchObject({ dossiers: [], others: [stream], keys: { destroyed: 1 } });
    await expect(
      sealer.open(visitId, `${stream}|${events[0]!.id}`, String(events[0]!.data['sealed'])),
    ).resolves.toBeUndefined();
  });

  it('says so when something is left', async () => {
    const { dossierId } = await file('1.004873');
    const blind = { ...parts, blobs: Object.create(parts.blobs, { remove: { value: async () => undefined } }) };
    const { selfCheck } = await new Erasure(blind, order).run(await plan());
    expect([isClean(selfCheck), selfCheck.filesLeft]).toEqual([false, 1]);
    const deaf = Object.create(sealer, { destroyKeys: { value: async () => ({ destroyed: 0, rewrapped: 0 }) } });
    await file('1.004873');
    const report = await new Erasure({ ...parts, sealer: deaf }, order).run(await plan());
    expect(report.selfCheck).toMatchObject({ textsOpened: 1, keysLeft: 1 });
    expect(report.dossiers.map((one) => one.dossierId)).toContain(dossierId);
  });

  it('changes no key when nothing is to be destroyed', async () => {
    await file('2.000488');
    const { keys, selfCheck } = await new Erasure(parts, order).run(await plan());
    expect([keys, isClean(selfCheck)]).toEqual([{ destroyed: 0, rewrapped: 0 }, true]);
  });
});
