import { Button, Select } from 'antd';
import { useState } from 'react';
import { JURISDICTIONS, type Jurisdiction } from '../../../workflows/domain/vocabulary';
import { ask, type Problem } from '../api/client';
import { DraftPathwayDocument, ReplayPathwayDocument, type ReplayPathwayQuery } from '../api/generated/graphql';
import { EditionFields, noEdition } from '../editions/EditionFields';
import { faultSentence, useAct } from '../parts/useAct';
import { withZone } from '../times';
import { serverNow } from '../useNow';
import { useWords } from '../words/words';
import { ReplayTable } from './ReplayTable';
import { lastQuarter, type Threshold } from './thresholdName';
import { ThresholdsTable } from './ThresholdsTable';

type Written = {
  readonly siteId: string;
  readonly thresholds: readonly Threshold[];
  /** What holds now: the new edition starts from it. */
  readonly now: Readonly<Record<string, number>>;
  readonly jurisdiction: Jurisdiction;
  readonly onDone: () => void;
};

const pairs = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([code, value]) => ({ code, value }));

/** Writes a new edition: change numbers, see what the last quarter would have been, save it for approval. */
export function EditionForm({ siteId, thresholds, now, jurisdiction, onDone }: Written) {
  const { t, word } = useWords();
  const act = useAct();
  const [values, setValues] = useState(now);
  const [facts, setFacts] = useState(noEdition);
  const [law, setLaw] = useState(jurisdiction);
  const save = async () => {
    const { from, ...rest } = facts;
    const sent = { ...rest, jurisdiction: law, siteId, effectiveFrom: withZone(from), thresholds: pairs(values) };
    if ((await act(DraftPathwayDocument, sent, t.saveDraft)) === undefined) onDone();
  };
  return (
    <section aria-label={t.newEdition}>
      <h2>{t.newEdition}</h2>
      <p className="hint">{t.newEditionHint}</p>
      <ThresholdsTable thresholds={thresholds} values={values} onChange={setValues} />
      <Replay siteId={siteId} values={values} />
      <EditionFields facts={facts} onChange={setFacts} onSave={() => void save()}>
        <Select<Jurisdiction>
          aria-label={t.jurisdiction}
          value={law}
          popupMatchSelectWidth={false}
          options={JURISDICTIONS.map((code) => ({ value: code, label: word('jurisdiction', code) }))}
          onChange={setLaw}
        />
      </EditionFields>
    </section>
  );
}

type Played =
  | { readonly state: 'NOT_YET' | 'RUNNING' }
  | { readonly state: 'DONE'; readonly replay: ReplayPathwayQuery['replayPathway'] }
  | { readonly state: 'REFUSED'; readonly problem: Problem };

function Replay({ siteId, values }: { readonly siteId: string; readonly values: Readonly<Record<string, number>> }) {
  const words = useWords();
  const { t } = words;
  const [played, setPlayed] = useState<Played>({ state: 'NOT_YET' });
  const play = async () => {
    setPlayed({ state: 'RUNNING' });
    const asked = { siteId, ...lastQuarter(serverNow()), thresholds: pairs(values) };
    const answer = await ask(ReplayPathwayDocument, asked);
    setPlayed(
      'data' in answer ? { state: 'DONE', replay: answer.data.replayPathway } : { state: 'REFUSED', ...answer },
    );
  };
  return (
    <>
      <Button loading={played.state === 'RUNNING'} onClick={() => void play()}>
        {t.replayQuarter}
      </Button>
      {played.state === 'DONE' ? <ReplayTable replay={played.replay} /> : null}
      {played.state === 'REFUSED' ? (
        <div role="alert" className="problem">
          {faultSentence(played.problem, words)}
        </div>
      ) : null}
    </>
  );
}
