import { condition, defineUpdate, proxyActivities, setHandler, sleep } from '@temporalio/workflow';

/** What the floor is made of: workflows that do no more than wait, answer and have one activity done. */
export type TrivialActivities = { tellFired(id: string): Promise<void> };
export type Trivial = { readonly id: string; readonly dueAt?: number };

export const TRIVIAL_QUEUES = { workflows: 'trivial-episodes', activities: 'trivial-paging' } as const;
export const touch = defineUpdate<string, [string]>('touch');

const { tellFired } = proxyActivities<TrivialActivities>({
  taskQueue: TRIVIAL_QUEUES.activities,
  startToCloseTimeout: '15 seconds',
});

/** Answers updates, has `tellFired` done once at `dueAt` (ms since 1970), and stays open. */
export async function trivial({ id, dueAt }: Trivial): Promise<void> {
  setHandler(touch, (word) => word);
  if (dueAt !== undefined) {
    const inMs = dueAt - Date.now();
    // What is due already needs no timer: the server looks at those once a second.
    if (inMs > 0) await sleep(inMs);
    await tellFired(id);
  }
  await condition(() => false);
}
