import { Button } from 'antd';
import { useEffect, useId, useState } from 'react';
import { fetchBytes, saveAs, sendBytes } from '../api/bytes';
import { useTellRefused } from '../parts/useAct';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import type { Care } from './ReadingsCard';

type Props = {
  readonly episodeId: string;
  readonly consent: Care['consents'][number];
  readonly may: boolean;
};

/** A consent that was given or refused bears a form. */
const BEARS_FORM: readonly Care['consents'][number]['state'][] = ['SIGNED', 'REFUSED', 'INCAPABLE_EMERGENCY'];

/** The picture of the signed form: attached once, looked at from the consent it belongs to. */
export function ConsentForm({ episodeId, consent: { kind, state, formUrl, formType }, may }: Props) {
  const { t, word } = useWords();
  const id = useId();
  const [sending, setSending] = useState(false);
  const [picture, setPicture] = useState<string>();
  const [missing, setMissing] = useState(false);
  const tellRefused = useTellRefused();
  useEffect(() => (picture === undefined ? undefined : () => URL.revokeObjectURL(picture)), [picture]);
  if (!BEARS_FORM.includes(state)) return null;
  const name = fill(t.formOf, { what: word('consentKind', kind) });

  const attach = async (file: File | undefined) => {
    if (file === undefined) return;
    setSending(true);
    const problem = await sendBytes(`/consents/${encodeURIComponent(episodeId)}/${kind}/form`, file);
    setSending(false);
    if (problem === undefined) setPicture(undefined);
    else tellRefused(name, problem);
  };
  const show = async (url: string) => {
    const bytes = await fetchBytes(url);
    setMissing(bytes === undefined);
    if (bytes === undefined) return;
    if (formType === 'application/pdf') saveAs(bytes, `consent-${kind.toLowerCase()}.pdf`);
    else setPicture(URL.createObjectURL(bytes));
  };

  return (
    <div className="row wrap">
      {formUrl === null ? (
        <span className="meta">◇ {t.noForm}</span>
      ) : (
        <Button size="small" onClick={() => void show(formUrl)}>
          ● {name}
        </Button>
      )}
      {may ? (
        <>
          <label htmlFor={id} className="meta">
            {formUrl === null ? t.attachForm : t.replaceForm}
          </label>
          <input
            id={id}
            type="file"
            accept="image/jpeg,image/png,application/pdf"
            disabled={sending}
            onChange={({ target }) => void attach(target.files?.[0])}
          />
        </>
      ) : null}
      {missing ? (
        <p className="problem" role="alert">
          {t.originalMissing}
        </p>
      ) : null}
      {picture === undefined ? null : <img src={picture} alt={name} className="consent-form" />}
    </div>
  );
}
