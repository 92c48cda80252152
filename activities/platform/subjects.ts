import { type Client, WorkflowExecutionAlreadyStartedError, type WorkflowStartOptions } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { workflowIdOf } from '../../workflows/domain/ids';
import type { SubjectKind } from '../../workflows/domain/vocabulary';
import type { Begin, Limits, Opening } from '../../workflows/messages';
import { temporalYaml } from './temporalYaml';

/** The workflow type that runs each kind of subject. */
export const WORKFLOW_TYPES = {
  EPISODE: 'episode',
  READING: 'reading',
  INCIDENT: 'incident',
  LAB: 'lab',
  ROTA_HOLE: 'rotaHole',
  DIGEST: 'digest',
} as const satisfies Record<SubjectKind, string>;

const REGION = defineSearchAttributeKey('Region', 'KEYWORD');
const SITE = defineSearchAttributeKey('Site', 'KEYWORD');

type Places = {
  readonly sites?: { readonly receiving: string };
  readonly hubSiteId?: string;
  readonly deskSiteId?: string;
  readonly siteId?: string;
};
/** The site that answers for a running thing. */
const siteOf = ({ sites, hubSiteId, deskSiteId, siteId }: Places): string | undefined =>
  sites?.receiving ?? hubSiteId ?? deskSiteId ?? siteId;

type Start = WorkflowStartOptions & { args: [Begin<Opening, object>]; workflowIdConflictPolicy: 'USE_EXISTING' };

let limits: Limits | undefined;
/** How much a run keeps: temporal.yaml says it, the start carries it, so a change of the file never changes a replay. */
export function runLimits(): Limits {
  if (limits === undefined) {
    const { continueAsNewAfterEvents, rememberedUpdates } = temporalYaml().engine;
    limits = { continueAfterEvents: continueAsNewAfterEvents, rememberedWords: rememberedUpdates };
  }
  return limits;
}

/**
 * How every running thing is started, whoever starts it: one id for life, attached to when it runs already,
 * never started a second time once it has ended. For `client.workflow.start`, `signalWithStart` and update-with-start.
 */
export const startOf = (kind: SubjectKind, begin: Begin<Opening, object>): Start => {
  const { region, id } = 'open' in begin ? begin.open : begin.carried;
  const places: Places = 'open' in begin ? begin.open : begin.carried.state;
  const site = siteOf(places);
  return {
    workflowId: workflowIdOf(kind, region, id),
    taskQueue: 'episodes',
    args: [{ limits: runLimits(), ...begin }],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: REGION, value: region },
      ...(site === undefined ? [] : [{ key: SITE, value: site }]),
    ]),
  };
};

/** Starts it unless it runs already or has ended: whoever looks twice, or tries again, opens nothing twice. */
export async function startOnce(client: Client, kind: SubjectKind, begin: Begin<Opening, object>): Promise<void> {
  try {
    await client.workflow.start(WORKFLOW_TYPES[kind], startOf(kind, begin));
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
