import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import {
  BoardDocument,
  FindPatientsDocument,
  PathwayNowDocument,
  type PathwayNowQuery,
  type BoardQuery,
  PlacesDocument,
  type FindPatientsQuery,
  type PlacesQuery,
} from '../api/generated/graphql';
import { useSession } from '../api/session';
import { siteName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { fill, useWords } from '../words/words';

type Props = {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly id?: string;
  readonly label: string;
};

const usePlaces = (): PlacesQuery | undefined => {
  const [places, setPlaces] = useState<PlacesQuery>();
  useEffect(() => {
    void (async () => {
      const answer = await ask(PlacesDocument, {});
      if ('data' in answer) setPlaces(answer.data);
    })();
  }, []);
  return places;
};

/** A cath lab, with whether it is free: a person decides, the lab itself answers. */
export function LabChooser({ value, onChange, id, label }: Props) {
  const words = useWords();
  const labs = usePlaces()?.labs;
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      loading={labs === undefined}
      placeholder={words.t.pleaseChoose}
      options={(labs ?? []).map((lab) => ({
        value: lab.id,
        label: `${lab.name} · ${siteName(lab.site, words)} · ${words.word('labStatus', lab.status)}`,
      }))}
    />
  );
}

/** An approved edition of the pathway of the person’s own hospital, or the tables themselves. */
export function EditionChooser({ value, onChange, id, label }: Props) {
  const { t } = useWords();
  const siteId = useSession()?.duties[0]?.siteId ?? '';
  const [known, setKnown] = useState<PathwayNowQuery>();
  useEffect(() => {
    void (async () => {
      const answer = await ask(PathwayNowDocument, { siteId });
      if ('data' in answer) setKnown(answer.data);
    })();
  }, [siteId]);
  const approved = (known?.pathwayEditions ?? []).filter(({ approvedAt }) => approvedAt !== null);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      loading={known === undefined}
      placeholder={t.pleaseChoose}
      options={[
        ...approved.map(({ edition, note, inForce }) => ({
          value: edition,
          label: `${edition} · ${inForce ? `● ${t.inForce} · ` : ''}${note}`,
        })),
        ...(known === undefined
          ? []
          : [{ value: known.pathwayBase, label: `${known.pathwayBase} · ${t.tablesThemselves}` }]),
      ]}
    />
  );
}

export function SiteChooser({
  value,
  onChange,
  id,
  label,
  siteKinds,
}: Props & { readonly siteKinds: readonly string[] }) {
  const words = useWords();
  const sites = usePlaces()?.sites;
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      loading={sites === undefined}
      placeholder={words.t.pleaseChoose}
      options={(sites ?? [])
        .filter(({ kind }) => siteKinds.includes(kind))
        .map((site) => ({ value: site.id, label: siteName(site, words) }))}
    />
  );
}

/** A patient found by name or id. */
export function PatientChooser({ value, onChange, id, label }: Props) {
  const words = useWords();
  const { t, word } = words;
  const [found, setFound] = useState<FindPatientsQuery['patients']>([]);
  const [search, setSearch] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      void (async () => {
        const answer = await ask(FindPatientsDocument, { search });
        if ('data' in answer) setFound(answer.data.patients);
      })();
    }, 150);
    return () => clearTimeout(timer);
  }, [search]);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      placeholder={t.searchPatient}
      options={found.map((patient) => ({
        value: patient.id,
        label: `${patient.name} · ${word('sex', patient.sex)} · ${
          patient.ageYears === null ? t.ageUnknown : fill(t.years, { n: patient.ageYears })
        } · ${siteName(patient.communitySite, words)}`,
      }))}
    />
  );
}

/** A live episode, named by its patient, its step and when it began. */
export function EpisodeChooser({ value, onChange, id, label }: Props) {
  const words = useWords();
  const [episodes, setEpisodes] = useState<BoardQuery['board']['episodes']>();
  const now = useNow();
  useEffect(() => {
    void (async () => {
      const answer = await ask(BoardDocument, {});
      if ('data' in answer) setEpisodes(answer.data.board.episodes);
    })();
  }, []);
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      value={value ?? null}
      onChange={(chosen) => chosen !== null && onChange?.(chosen)}
      loading={episodes === undefined}
      placeholder={words.t.pleaseChoose}
      options={(episodes ?? []).map((episode) => ({
        value: episode.id,
        label: `${episode.patient?.name ?? episode.id} · ${words.word('phase', episode.phase)} · ${shortTime(Date.parse(episode.openedAt), now)} · ${siteName(episode.communitySite, words)}`,
      }))}
    />
  );
}
