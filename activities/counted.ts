import type { Activities } from './index';

type Count = { done: number; failed: number; ms: number };

/** The same activities, counted: how often each was done, failed, and how long (ms) it took in all. */
export function counted(activities: Activities): { readonly activities: Activities; readonly text: () => string } {
  const counts = new Map<string, Count>();
  const count =
    <In, Out>(name: string, act: (input: In) => Promise<Out>) =>
    async (input: In): Promise<Out> => {
      const held = counts.get(name) ?? { done: 0, failed: 0, ms: 0 };
      counts.set(name, held);
      const from = performance.now();
      try {
        const out = await act(input);
        held.done += 1;
        return out;
      } catch (error) {
        held.failed += 1;
        throw error;
      } finally {
        held.ms += performance.now() - from;
      }
    };
  return {
    activities: {
      flush: count('flush', activities.flush),
      sendPages: count('sendPages', activities.sendPages),
      openEpisode: count('openEpisode', activities.openEpisode),
      watchRota: count('watchRota', activities.watchRota),
      watchGateway: count('watchGateway', activities.watchGateway),
      watchAlarms: count('watchAlarms', activities.watchAlarms),
      runDrills: count('runDrills', activities.runDrills),
    },
    text: () => [...counts].map(([name, { done, failed, ms }]) => lines(name, done, failed, ms)).join(''),
  };
}

const lines = (name: string, done: number, failed: number, ms: number) =>
  `wiretime_engine_activities_total{activity="${name}",outcome="DONE"} ${done}\n` +
  `wiretime_engine_activities_total{activity="${name}",outcome="FAILED"} ${failed}\n` +
  `wiretime_engine_activity_ms_total{activity="${name}"} ${Math.round(ms)}\n`;
