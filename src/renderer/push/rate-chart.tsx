import { useWords } from '../language.tsx';

const width = 600;
const height = 64;

/** Rows a second over the last minutes, as a line; a chart library would weigh more than the window. */
export function RateChart({ rates }: { rates: readonly number[] }) {
  const words = useWords();
  const peak = Math.max(...rates, 1);
  const points = rates.map((rate, index) => {
    const x = rates.length < 2 ? 0 : (index / (rates.length - 1)) * width;
    return `${x.toFixed(1)},${(height - 2 - (rate / peak) * (height - 4)).toFixed(1)}`;
  });
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      width="100%"
      height={height}
      role="img"
      aria-label={words.push.rateLabel(rates.at(-1) ?? 0, peak)}
    >
      <line x1="0" x2={width} y1={height - 1} y2={height - 1} stroke="var(--line)" strokeWidth="1" />
      {points.length > 1 && (
        <>
          <polygon
            points={`0,${height} ${points.join(' ')} ${width},${height}`}
            fill="var(--mantine-primary-color-filled)"
            opacity="0.12"
          />
          <polyline
            points={points.join(' ')}
            fill="none"
            stroke="var(--mantine-primary-color-filled)"
            strokeWidth="2"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
