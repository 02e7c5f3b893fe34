import type { Accounts } from './accounts.js';
import type { ApiUser } from './api-user.js';
import type { DemoRecord, StoryRecord } from './demo-record.js';
import type { Story, StoryComponent } from './story.js';
import { tinyFile } from './tiny-files.js';

interface Receipt {
  readonly dossierId: string;
  readonly dossierCode: string | null;
}

const OVER_THE_COUNTER = ['counter', 'post'];
const OWN_PORTAL = ['provincialPortal', 'kiosk'];

/** Hands the dossiers of the stories in, each by its own channel. */
export class Submission {
  constructor(
    private readonly accounts: Accounts,
    private readonly record: DemoRecord,
  ) {}

  /** @param postmarkedAt by post only */
  async send(story: Story, postmarkedAt: string | null): Promise<void> {
    const mine = this.record.story(story.id);
    const sender = await this.senderOf(story);
    await this.upload(sender, mine, story.components);
    if (story.reserveCode === true) await this.reserve(sender, story, mine);
    const [path, body] = OVER_THE_COUNTER.includes(story.channel)
      ? (['/api/intake/v1/counter-dossiers', counterBody(story, mine, postmarkedAt)] as const)
      : (['/api/intake/v1/dossiers', onlineBody(story, mine)] as const);
    const times = Array.from({ length: story.submissions ?? 1 });
    const receipts = await Promise.all(times.map(() => sender.post<Receipt>(path, `demo-${story.id}`, body)));
    mine.answers = [...new Set(receipts.map(({ dossierId }) => dossierId))];
    mine.dossierId = receipts[0]!.dossierId;
    mine.dossierCode = receipts.find(({ dossierCode }) => dossierCode !== null)?.dossierCode ?? null;
  }

  /** Ids are written down before they are used: the request that names them must be the same after a crash. */
  async upload(sender: ApiUser, mine: StoryRecord, components: readonly StoryComponent[]): Promise<void> {
    for (const { file } of components) {
      if (file !== null) mine.uploads[file.name] ??= await sender.upload(tinyFile(file));
    }
    await this.record.save();
  }

  private senderOf(story: Story): Promise<ApiUser> {
    const { channel, unit } = story;
    if (OVER_THE_COUNTER.includes(channel)) return this.accounts.desk(unit);
    return OWN_PORTAL.includes(channel) ? this.accounts.citizen(story) : this.accounts.integrator(channel);
  }

  private async reserve(sender: ApiUser, { id, unit, channel, procedure }: Story, mine: StoryRecord): Promise<void> {
    const wanted = { unit, channel, procedure };
    const path = '/external/v1/dossier-codes';
    mine.reservedCode = (await sender.post<{ dossierCode: string }>(path, `demo-${id}-code`, wanted)).dossierCode;
    await this.record.save();
  }
}

/** Uploaded papers in their slots. */
export function chosenUploads(components: readonly StoryComponent[], mine: StoryRecord) {
  return components.flatMap(({ code, file }) =>
    file === null ? [] : [{ componentCode: code, uploadId: mine.uploads[file.name] }],
  );
}

function onlineBody(story: Story, mine: StoryRecord): object {
  const { techId, externalCodes } = story;
  return {
    ...commonBody(story),
    components: chosenUploads(story.components, mine),
    ...(techId === null ? {} : { techId }),
    ...(externalCodes === undefined ? {} : { externalCodes }),
    ...(mine.reservedCode === null ? {} : { dossierCode: mine.reservedCode }),
  };
}

function counterBody(story: Story, mine: StoryRecord, postmarkedAt: string | null): object {
  const { id, payment } = story;
  const components = story.components.map(({ code, source, file }) => ({
    componentCode: code,
    source,
    ...(file === null ? {} : { uploadId: mine.uploads[file.name] }),
  }));
  return {
    ...commonBody(story),
    channel: story.channel,
    components,
    ...(postmarkedAt === null ? {} : { postmarkedAt }),
    ...(payment === undefined || payment === null
      ? {}
      : { payment: { method: payment.method, receiptNumber: `BL-${id}` } }),
  };
}

function commonBody({ procedure, procedureCase, unit, returnMethod, applicant, submitter, declaration }: Story) {
  return {
    procedureCode: procedure,
    procedureCase,
    receivingUnit: unit,
    returnMethod,
    applicant,
    submitter,
    declaration,
  };
}
