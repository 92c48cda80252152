import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { EcgPartsFragment } from '../api/generated/graphql';
import { fetchBytes, saveAs } from '../api/bytes';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** The recording as it came: the way out where nothing could be drawn, and the proof where it could. */
export function EcgOriginal({ ecg }: { readonly ecg: EcgPartsFragment }) {
  const { t, word } = useWords();
  const [failed, setFailed] = useState(false);
  const drawn = ecg.samplesUrl !== null;
  const save = async () => {
    const bytes = await fetchBytes(ecg.originalUrl);
    setFailed(bytes === undefined);
    if (bytes !== undefined) saveAs(bytes, `${ecg.id}.${ecg.format.toLowerCase()}`);
  };
  return (
    <section className="ecg-original" aria-label={t.original}>
      {ecg.reasons.length === 0 ? null : (
        <p className="problem">
          ▲ {ecg.unverified ? <strong>{t.unverified} </strong> : null}
          {fill(drawn ? t.notMeasured : t.notDrawn, {
            why: ecg.reasons.map((reason) => word('ecgFlag', reason)).join(' · '),
          })}
        </p>
      )}
      {ecg.format === 'IMAGE' ? <Picture url={ecg.originalUrl} /> : null}
      {failed ? <p className="problem">{t.originalMissing}</p> : null}
      <Button size="small" onClick={() => void save()}>
        {t.saveOriginal}
      </Button>
    </section>
  );
}

/** A photograph of a tracing, to be read by eye. */
function Picture({ url }: { readonly url: string }) {
  const { t } = useWords();
  const [source, setSource] = useState<string>();
  useEffect(() => {
    let address: string | undefined;
    let shown = true;
    void (async () => {
      const bytes = await fetchBytes(url);
      if (bytes === undefined || !shown) return;
      address = URL.createObjectURL(bytes);
      setSource(address);
    })();
    return () => {
      shown = false;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [url]);
  return source === undefined ? <output>{t.loading}</output> : <img src={source} alt={t.pictureOfEcg} />;
}
