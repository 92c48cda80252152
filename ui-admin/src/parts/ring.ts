let audio: AudioContext | undefined;

/** Tones one after the other, s apart; silent until the person has touched the screen once, as browsers demand. */
const play = (tones: readonly number[], apart: number): void => {
  if (!navigator.userActivation.hasBeenActive) return;
  try {
    audio ??= new AudioContext();
    for (const [nth, pitch] of tones.entries()) {
      const start = audio.currentTime + nth * apart;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.15, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + apart * 0.9);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + apart * 0.9);
    }
  } catch {
    // a screen without sound still shows the page
  }
};

/** Two short tones for a new page. */
export const ring = (): void => play([880, 660], 0.22);

/** An alarm at the desk: so many pulses alike. */
export const pulses = (count: number, pitch: number): void => play(Array<number>(count).fill(pitch), 0.25);
