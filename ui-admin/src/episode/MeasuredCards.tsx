import type { Form } from '../actions/fields';
import { ObservationsCard } from './ObservationsCard';
import type { Care } from './ReadingsCard';
import { TestsCard } from './TestsCard';

type Props = { readonly episodeId: string; readonly care: Care; readonly onForm: (form: Form) => void };

/** What laboratories, devices and people measured. */
export const MeasuredCards = ({ episodeId, care, onForm }: Props) => (
  <>
    <TestsCard episodeId={episodeId} tests={care.tests} onForm={onForm} />
    <ObservationsCard episodeId={episodeId} observations={care.observations} onForm={onForm} />
  </>
);
