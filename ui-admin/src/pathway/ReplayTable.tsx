import type { ReplayPathwayQuery } from '../api/generated/graphql';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { ladderName, whoName } from './thresholdName';

type Replay = ReplayPathwayQuery['replayPathway'];

/** A change says its direction by sign, not by colour. */
const change = (before: number, after: number): string => {
  const by = after - before;
  return by === 0 ? '±0' : `${by > 0 ? '▲ +' : '▼ −'}${Math.abs(by)}`;
};

/** How many more breaches and pages a quarter would have had; targets the change leaves alone are not shown. */
export function ReplayTable({ replay: { episodes, targets, ladders, people } }: { readonly replay: Replay }) {
  const { t, word } = useWords();
  const moved = targets.filter((one) => one.breaches !== one.breachesThen || one.pages !== one.pagesThen);
  return (
    <section aria-live="polite" aria-label={t.replayed}>
      <p>{fill(t.replayedN, { n: episodes, clocks: targets.reduce((sum, { clocks }) => sum + clocks, 0) })}</p>
      {moved.length === 0 ? (
        <p className="hint">{t.replayNothing}</p>
      ) : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t.target}</th>
              <th scope="col">{t.clocksN}</th>
              <th scope="col">{t.breachesWere}</th>
              <th scope="col">{t.breachesThen}</th>
              <th scope="col">{t.pagesWere}</th>
              <th scope="col">{t.pagesThen}</th>
            </tr>
          </thead>
          <tbody>
            {moved.map((one) => (
              <tr key={one.target}>
                <th scope="row">
                  {one.target} {word('target', one.target)}
                </th>
                <td className="number">{one.clocks}</td>
                <td className="number">{one.breaches}</td>
                <td className="number">
                  {one.breachesThen} <strong>{change(one.breaches, one.breachesThen)}</strong>
                </td>
                <td className="number">{one.pages}</td>
                <td className="number">
                  {one.pagesThen} <strong>{change(one.pages, one.pagesThen)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LadderLines ladders={ladders} />
      <PeopleLines people={people} />
      <p className="hint">{t.replayHint}</p>
    </section>
  );
}

/** The same of ladders: how many more pages, and how many more climbs to the last person. */
function LadderLines({ ladders }: Pick<Replay, 'ladders'>) {
  const words = useWords();
  const { t } = words;
  const moved = ladders.filter((one) => one.pages !== one.pagesThen || one.toTheEnd !== one.toTheEndThen);
  const climbs = ladders.reduce((sum, one) => sum + one.climbs, 0);
  if (moved.length === 0) return <p className="hint">{fill(t.laddersSame, { n: climbs })}</p>;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.ladder}</th>
          <th scope="col">{t.climbsN}</th>
          <th scope="col">{t.pagesWere}</th>
          <th scope="col">{t.pagesThen}</th>
          <th scope="col">{t.toTheEndWere}</th>
          <th scope="col">{t.toTheEndThen}</th>
        </tr>
      </thead>
      <tbody>
        {moved.map((one) => (
          <tr key={one.ladder}>
            <th scope="row">{ladderName(one.ladder, words)}</th>
            <td className="number">{one.climbs}</td>
            <td className="number">{one.pages}</td>
            <td className="number">
              {one.pagesThen} <strong>{change(one.pages, one.pagesThen)}</strong>
            </td>
            <td className="number">{one.toTheEnd}</td>
            <td className="number">
              {one.toTheEndThen} <strong>{change(one.toTheEnd, one.toTheEndThen)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who would have been rung more often, and who less. */
function PeopleLines({ people }: Pick<Replay, 'people'>) {
  const words = useWords();
  const { t } = words;
  const moved = people.filter((one) => one.pages !== one.pagesThen);
  if (moved.length === 0) return null;
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">{t.whoIsRung}</th>
          <th scope="col">{t.pagesWere}</th>
          <th scope="col">{t.pagesThen}</th>
        </tr>
      </thead>
      <tbody>
        {moved.map((one) => (
          <tr key={one.who}>
            <th scope="row">{whoName(one.who, words)}</th>
            <td className="number">{one.pages}</td>
            <td className="number">
              {one.pagesThen} <strong>{change(one.pages, one.pagesThen)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
