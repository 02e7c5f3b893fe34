import type { ReplayPlan, ReplayTally } from './replay-event.js';

/** `now` is an ISO instant, `by` the subject of the account, or `system` for the runner itself. */
export type ReplayCommand =
  | {
      readonly type: 'RequestReplay';
      readonly data: {
        readonly jobId: string;
        readonly plan: ReplayPlan;
        readonly by: string;
        readonly reasonCode: string;
        readonly now: string;
      };
    }
  | { readonly type: 'ApproveReplay'; readonly data: Asked }
  | {
      readonly type: 'RecordReplayProgress';
      readonly data: ReplayTally & { readonly cursor: string; readonly now: string };
    }
  | { readonly type: 'PauseReplay'; readonly data: Asked & { readonly cause: string } }
  | { readonly type: 'ResumeReplay'; readonly data: Asked }
  | { readonly type: 'CancelReplay'; readonly data: Asked }
  | { readonly type: 'CompleteReplay'; readonly data: ReplayTally & { readonly digest: string; readonly now: string } };

interface Asked {
  readonly by: string;
  readonly now: string;
}
