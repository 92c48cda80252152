import { GOOD_SQI } from '../workflows/domain/streamRules';

/** What only skin can tell; one of good quality, or the device's own word that it has contact. */
const TOLD = `(code IN ('HR', 'RR_INTERVAL', 'SPO2', 'RESP_RATE', 'ST') AND coalesce(sqi, 1) >= ${GOOD_SQI}
  OR code = 'CONTACT' AND value = 1)`;

/** Of the samples a statement stores (sample): the hours in which somebody wore the device, written when they are new. */
export const NOTE_WORN = `
  INSERT INTO worn_day AS w (patient_id, device_id, day, hours)
  SELECT patient_id, device_id, day, hours
    FROM (SELECT patient_id, device_id, (at AT TIME ZONE 'UTC')::date AS day,
                 bit_or(1 << extract(hour FROM at AT TIME ZONE 'UTC')::int) AS hours
            FROM sample WHERE ${TOLD} GROUP BY 1, 2, 3) AS told
   WHERE NOT EXISTS (SELECT 1 FROM worn_day k WHERE k.patient_id = told.patient_id AND k.device_id = told.device_id
                        AND k.day = told.day AND k.hours & told.hours = told.hours)
   ORDER BY patient_id, device_id, day
  ON CONFLICT (patient_id, device_id, day) DO UPDATE SET hours = w.hours | excluded.hours`.trim();
