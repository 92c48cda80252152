import { useEffect, useState } from 'react';
import { headers } from '../api/client';
import { readSamples, type Samples } from './samples';

const fetchSamples = async (url: string, signal: AbortSignal): Promise<Samples | 'FAILED'> => {
  try {
    const reply = await fetch(url, { headers: headers(), signal });
    return reply.ok ? readSamples(await reply.arrayBuffer()) : 'FAILED';
  } catch {
    return 'FAILED';
  }
};

/** The samples of an ECG by their address; `FAILED` when they cannot be had. */
export const useSamples = (url: string | null | undefined): Samples | 'LOADING' | 'FAILED' => {
  const [samples, setSamples] = useState<{ url: string; samples: Samples | 'FAILED' }>();
  useEffect(() => {
    if (url == null) return undefined;
    const stop = new AbortController();
    void (async () => {
      const samples = await fetchSamples(url, stop.signal);
      if (!stop.signal.aborted) setSamples({ url, samples });
    })();
    return () => stop.abort();
  }, [url]);
  if (url == null) return 'FAILED';
  return samples?.url === url ? samples.samples : 'LOADING';
};
