import { Button } from 'antd';
import type { ResourcesNowQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { driveTimeForm } from '../actions/resourceForms';
import { Card } from '../episode/Card';
import { useWords } from '../words/words';
import { personName, siteName } from './sentences';

type Props = { readonly drives: ResourcesNowQuery['driveTimes']; readonly onForm: (form: Form) => void };

/** How long the drive to each hospital takes, as somebody entered it, with the day and whence it is known. */
export function DriveTimes({ drives, onForm }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <Card title={t.driveTimes}>
      <p className="hint">{t.driveTimesHint}</p>
      {drives.length === 0 ? null : (
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t.driveFrom}</th>
              <th scope="col">{t.driveTo}</th>
              <th scope="col">{t.driveMinutes}</th>
              <th scope="col">{t.driveKnownOn}</th>
              <th scope="col">{t.driveSource}</th>
            </tr>
          </thead>
          <tbody>
            {drives.map(({ from, to, minutes, knownOn, source, setBy }) => (
              <tr key={`${from?.id}${to?.id}`}>
                <th scope="row">{siteName(from, words)}</th>
                <td>{siteName(to, words)}</td>
                <td className="number">{minutes} min</td>
                <td>{knownOn}</td>
                <td>
                  {source} · {personName(setBy)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button size="small" onClick={() => onForm(driveTimeForm(t.setDriveTime))}>
        {t.setDriveTime}
      </Button>
    </Card>
  );
}
