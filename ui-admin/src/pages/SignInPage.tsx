import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { setSession, type Duty } from '../api/session';
import { trusted } from '../api/trusted';
import { LanguageSwitch } from '../parts/LanguageSwitch';
import { useTabTitle } from '../parts/tabTitle';
import { to } from '../paths';
import { useWords } from '../words/words';

type DemoPerson = {
  readonly id: string;
  readonly name: string;
  readonly duties: readonly (Duty & { readonly siteNameZh: string; readonly siteNameEn: string })[];
};

const loadPeople = async (): Promise<readonly DemoPerson[]> => {
  const reply = await fetch('/demo/people');
  if (!reply.ok) throw new Error(`The server answered ${reply.status}.`);
  return trusted<readonly DemoPerson[]>(await reply.json());
};

const tokenOf = async (personId: string): Promise<string> => {
  const reply = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ personId }),
  });
  if (!reply.ok) throw new Error(`The server answered ${reply.status}.`);
  return trusted<{ token: string }>(await reply.json()).token;
};

/** Demo identity: pick who you are. A region's own sign-in takes its place. */
export function SignInPage() {
  const { t, word, language } = useWords();
  const [people, setPeople] = useState<readonly DemoPerson[]>();
  const [problem, setProblem] = useState(false);
  const [search, setSearch] = useState('');
  const [query] = useSearchParams();
  const navigate = useNavigate();

  useTabTitle(t.signIn);
  useEffect(() => {
    loadPeople().then(setPeople, () => setProblem(true));
  }, []);

  const siteOf = (duty: DemoPerson['duties'][number]) => (language === 'zh-CN' ? duty.siteNameZh : duty.siteNameEn);
  const words = (person: DemoPerson) =>
    [person.name, ...person.duties.flatMap((duty) => [word('role', duty.role), siteOf(duty)])].join(' ').toLowerCase();
  const matching = people?.filter((person) => words(person).includes(search.trim().toLowerCase()));

  const choose = async (person: DemoPerson) => {
    try {
      const token = await tokenOf(person.id);
      setSession({ personId: person.id, name: person.name, duties: person.duties, token });
      await navigate(query.get('from') ?? to.board(), { replace: true });
    } catch {
      setProblem(true);
    }
  };

  return (
    <main className="sign-in" id="content">
      <header className="sign-in-head">
        <h1>
          <span className="logo" aria-hidden="true" /> {t.appName}
        </h1>
        <LanguageSwitch />
      </header>
      <p className="hint">{t.signInHint}</p>
      <Input
        aria-label={t.searchPeople}
        placeholder={t.searchPeople}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        allowClear
      />
      {problem ? (
        <p role="alert" className="problem">
          {t.notLoaded} {word('fault', 'OFFLINE')}
        </p>
      ) : null}
      {people === undefined && !problem ? <output>{t.loading}</output> : null}
      {matching?.length === 0 ? <p>{t.noSuchPerson}</p> : null}
      <ul className="people">
        {matching?.map((person) => (
          <li key={person.id}>
            <button type="button" className="person" onClick={() => void choose(person)}>
              <strong>{person.name}</strong>
              {person.duties.map((duty) => (
                <span key={`${duty.role}${duty.siteId}`} className="duty">
                  {word('role', duty.role)} <small>{siteOf(duty)}</small>
                </span>
              ))}
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}
