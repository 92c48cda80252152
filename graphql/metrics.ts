/** What /metrics shows, in Prometheus' text form; labels hold codes only. */
export type Measures = {
  told(action: string, outcome: string, ms: number): void;
  subscribed(stream: string, change: 1 | -1): void;
  text(gauges: Readonly<Record<string, number>>): string;
};

const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000];

export function makeMeasures(): Measures {
  const told = new Map<string, number>();
  const subscribers = new Map<string, number>();
  const buckets = new Map(BUCKETS_MS.map((ms) => [ms, 0]));
  let sum = 0;
  let count = 0;
  return {
    told: (action, outcome, ms) => {
      const labels = `action="${action}",outcome="${outcome}"`;
      told.set(labels, (told.get(labels) ?? 0) + 1);
      for (const [limit, n] of buckets) if (ms <= limit) buckets.set(limit, n + 1);
      sum += ms;
      count += 1;
    },
    subscribed: (stream, change) => void subscribers.set(stream, (subscribers.get(stream) ?? 0) + change),
    text: (gauges) =>
      [
        ...[...told].map(([labels, n]) => `wiretime_told_total{${labels}} ${n}`),
        ...[...buckets].map(([limit, n]) => `wiretime_told_ms_bucket{le="${limit}"} ${n}`),
        `wiretime_told_ms_bucket{le="+Inf"} ${count}`,
        `wiretime_told_ms_sum ${sum}`,
        `wiretime_told_ms_count ${count}`,
        ...[...subscribers].map(([stream, n]) => `wiretime_subscribers{stream="${stream}"} ${n}`),
        ...Object.entries(gauges).map(([name, value]) => `wiretime_${name} ${value}`),
        '',
      ].join('\n'),
  };
}
