import { Button, Select } from 'antd';
import { Link } from 'react-router';
import { BoardDocument, type BoardRowFragment } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { useActionForm } from '../actions/useActionForm';
import { openEpisodeForm, openUnknownForm } from '../actions/openingForms';
import { boardFilter, matches, sitesOf } from '../boardFilter';
import { BoardRow } from '../parts/BoardRow';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { siteName } from '../parts/sentences';
import { useAddress } from '../parts/useAddress';
import { to, type BoardFilter } from '../paths';
import { useNow } from '../useNow';
import { PHASES } from '../../../workflows/domain/vocabulary';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

/** All live episodes, the one that breaches next on top. */
export function BoardPage() {
  const { t } = useWords();
  const who = useSession();
  const now = useNow();
  const [query, change] = useAddress();
  const [form, openForm] = useActionForm();
  const shown = useLive(BoardDocument, {}, () => true);
  const filter = boardFilter(query);
  const board = shown.data?.board;
  const rows: readonly BoardRowFragment[] = board?.episodes ?? [];
  const mine = (row: BoardRowFragment) =>
    row.nextOwner !== null && who?.duties.some(({ role }) => role === row.nextOwner?.role) === true;
  const visible = rows.filter((row) => matches(row, filter, now, mine));

  return (
    <main className="page" id="content">
      <PageHead title={t.boardTitle} tab={t.board}>
        {board === undefined ? null : (
          <span className="counts">
            {fill(t.counts, {
              live: board.counts.live,
              breached: board.counts.breached,
              nobody: board.counts.nobodyAnswered,
            })}
          </span>
        )}
        <span className="grow" />
        <Filters rows={rows} filter={filter} onSet={(name, value) => change({ [name]: value })} />
        <Button onClick={() => openForm(openUnknownForm(t.newUnknown))}>{t.newUnknown}</Button>
        <Button type="primary" onClick={() => openForm(openEpisodeForm(t.newEpisode))}>
          {t.newEpisode}
        </Button>
      </PageHead>
      <Loading shown={shown}>
        <table className="board episodes">
          <thead>
            <tr>
              <th scope="col">{t.patient}</th>
              <th scope="col">{t.where}</th>
              <th scope="col">{t.step}</th>
              <th scope="col" className="wide">
                {t.nextDeadline}
              </th>
              <th scope="col">{t.owes}</th>
              <th scope="col">{t.acknowledgements}</th>
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <BoardRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
        {visible.length === 0 ? (
          <p className="empty">
            {rows.length === 0 ? t.noEpisodes : t.noEpisodesFiltered}{' '}
            {rows.length > 0 ? <Link to={to.board()}>{t.clearFilters}</Link> : null}
          </p>
        ) : null}
      </Loading>
      {form}
    </main>
  );
}

type FilterProps = {
  readonly rows: readonly BoardRowFragment[];
  readonly filter: BoardFilter;
  readonly onSet: (name: string, value: string) => void;
};

/** What the board shows; the address holds it. */
function Filters({ rows, filter, onSet }: FilterProps) {
  const words = useWords();
  const { t, word } = words;
  return (
    <>
      <Select
        aria-label={t.site}
        value={filter.site ?? ''}
        onChange={(value) => onSet('site', value)}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.allSites },
          ...sitesOf(rows).map((site) => ({ value: site.id, label: siteName(site, words) })),
        ]}
      />
      <Select
        aria-label={t.phase}
        value={filter.phase ?? ''}
        onChange={(value) => onSet('phase', value)}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.allPhases },
          ...PHASES.filter((phase) => phase !== 'CLOSED').map((phase) => ({
            value: phase,
            label: word('phase', phase),
          })),
        ]}
      />
      <Select
        aria-label={t.only}
        value={filter.only ?? ''}
        onChange={(value) => onSet('only', value)}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: t.onlyAll },
          { value: 'breached', label: t.onlyBreached },
          { value: 'nobody', label: t.onlyNobody },
          { value: 'mine', label: t.onlyMine },
        ]}
      />
    </>
  );
}
