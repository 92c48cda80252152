import { Select, type SelectProps } from 'antd';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import {
  BoardDocument,
  FindPatientsDocument,
  PathwayNowDocument,
  PlacesDocument,
  type TypedDocumentString,
} from '../api/generated/graphql';
import { siteName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

type Props = {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly id?: string;
  readonly label: string;
};
type Options = {
  /** Undefined until the server has named them. */
  readonly options: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly search?: SelectProps['showSearch'];
  readonly placeholder?: string;
};

function Chooser({ value, onChange, id, label, options, search, placeholder }: Props & Options) {
  const { t } = useWords();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      loading={options === undefined}
      showSearch={search ?? false}
      placeholder={placeholder ?? t.pleaseChoose}
      options={[...(options ?? [])]}
    />
  );
}

/** What the server answers, asked when the form opens and again when the question has stayed changed for a while. */
const useAnswer = <Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  waitMs = 0,
): Data | undefined => {
  const [answer, setAnswer] = useState<Data>();
  const question = JSON.stringify(variables);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void (async () => {
        const answered = await ask(document, JSON.parse(question) as Variables); // what was just written
        if (wanted && 'data' in answered) setAnswer(answered.data);
      })();
    }, waitMs);
    return () => {
      wanted = false; // a slow answer to an older question must not replace a newer one
      clearTimeout(timer);
    };
  }, [document, question, waitMs]);
  return answer;
};

/** A cath lab, with whether it is free: a person decides, the lab itself answers. */
export function LabChooser(props: Props) {
  const words = useWords();
  const labs = useAnswer(PlacesDocument, {})?.labs;
  return (
    <Chooser
      {...props}
      options={labs?.map(({ id, name, site, status }) => ({
        value: id,
        label: `${name} · ${siteName(site, words)} · ${words.word('labStatus', status)}`,
      }))}
    />
  );
}

/** An edition of a hospital’s pathway that an episode may run on now, or the tables themselves. */
export function EditionChooser({ siteId, ...props }: Props & { readonly siteId: string }) {
  const { t } = useWords();
  const now = useNow();
  const known = useAnswer(PathwayNowDocument, { siteId });
  const approved = known?.pathwayEditions
    .filter(({ approvedAt, effectiveFrom }) => approvedAt !== null && Date.parse(effectiveFrom) <= now)
    .map(({ edition, note, inForce }) => ({
      value: edition,
      label: `${edition} · ${inForce ? `● ${t.inForce} · ` : ''}${note}`,
    }));
  const tables = known && { value: known.pathwayBase, label: `${known.pathwayBase} · ${t.tablesThemselves}` };
  return <Chooser {...props} options={approved && tables && [...approved, tables]} />;
}

export function SiteChooser({ siteKinds, ...props }: Props & { readonly siteKinds: readonly string[] }) {
  const words = useWords();
  const sites = useAnswer(PlacesDocument, {})?.sites;
  return (
    <Chooser
      {...props}
      options={sites
        ?.filter(({ kind }) => siteKinds.includes(kind))
        .map((site) => ({ value: site.id, label: siteName(site, words) }))}
    />
  );
}

/** A search waits for the next letter this long, ms. */
const TYPING_MS = 150;

/** A patient found by name or id. */
export function PatientChooser(props: Props) {
  const words = useWords();
  const { t, word } = words;
  const [search, setSearch] = useState('');
  const found = useAnswer(FindPatientsDocument, { search }, TYPING_MS)?.patients;
  return (
    <Chooser
      {...props}
      search={{ filterOption: false, onSearch: setSearch }}
      placeholder={t.searchPatient}
      options={found?.map(({ id, name, sex, ageYears, communitySite }) => ({
        value: id,
        label: [
          name,
          word('sex', sex),
          ageYears === null ? t.ageUnknown : fill(t.years, { n: ageYears }),
          siteName(communitySite, words),
        ].join(' · '),
      }))}
    />
  );
}

/** A live episode, named by its patient, its step and when it began. */
export function EpisodeChooser(props: Props) {
  const words = useWords();
  const now = useNow();
  const episodes = useAnswer(BoardDocument, {})?.board.episodes;
  return (
    <Chooser
      {...props}
      options={episodes?.map(({ id, patient, phase, openedAt, communitySite }) => ({
        value: id,
        label: [
          patient?.name ?? id,
          words.word('phase', phase),
          shortTime(Date.parse(openedAt), now),
          siteName(communitySite, words),
        ].join(' · '),
      }))}
    />
  );
}
