import { useEffect, useState } from 'react';
import { headers } from '../api/client';
import { readSamples, type Samples } from './samples';

/** The samples of an ECG by their address; `FAILED` when they cannot be had. */
export const useSamples = (url: string | null | undefined): Samples | 'LOADING' | 'FAILED' => {
  const [samples, setSamples] = useState<{ url: string; samples: Samples | 'FAILED' }>();
  useEffect(() => {
    if (url == null) return undefined;
    const stop = new AbortController();
    fetch(url, { headers: headers(), signal: stop.signal })
      .then(async (reply) => {
        if (!reply.ok) throw new Error(`The server answered ${reply.status}.`);
        setSamples({ url, samples: readSamples(await reply.arrayBuffer()) });
      })
      .catch(() => {
        if (!stop.signal.aborted) setSamples({ url, samples: 'FAILED' });
      });
    return () => stop.abort();
  }, [url]);
  if (url == null) return 'FAILED';
  return samples?.url === url ? samples.samples : 'LOADING';
};
