/** Counts and gauges as Prometheus reads them; labels are codes, never an id. */
export type Metrics = {
  count(name: string, labels?: Labels, by?: number): void;
  gauge(name: string, value: number, labels?: Labels): void;
  text(): string;
};
type Labels = Readonly<Record<string, string>>;

export function makeMetrics(prefix = 'wiretime_gateway'): Metrics {
  const counts = new Map<string, number>();
  const gauges = new Map<string, number>();
  const line = (name: string, labels: Labels = {}) => {
    const inside = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/["\\\n]/g, '')}"`);
    return `${prefix}_${name}${inside.length > 0 ? `{${inside.join(',')}}` : ''}`;
  };
  return {
    count: (name, labels, by = 1) =>
      void counts.set(line(`${name}_total`, labels), (counts.get(line(`${name}_total`, labels)) ?? 0) + by),
    gauge: (name, value, labels) => void gauges.set(line(name, labels), value),
    text: () => [...counts, ...gauges].map(([name, value]) => `${name} ${value}\n`).join(''),
  };
}
