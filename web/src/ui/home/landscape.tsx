/** A wall above the ground, two burrows below it, and the tunnel that joins them: what this software does. */
export function Landscape({ label }: { label: string }) {
  return (
    <div class="landscape">
      <svg viewBox="0 0 640 520" role="img" aria-label={label} preserveAspectRatio="xMidYMax slice">
        <circle class="land-sun" cx="470" cy="118" r="46" />
        <path class="land-far" d="M-40 250C60 170 150 168 236 214S410 250 480 202 620 170 700 214V540H-40Z" />
        <Wall />
        <path class="land-soil" d={GROUND} />
        <path class="land-deep" d="M-40 420C80 388 190 408 300 424S540 440 700 402V540H-40Z" />
        <Stones />
        <clipPath id="ground">
          <path d={GROUND} />
        </clipPath>
        <g class="land-hollow" clip-path="url(#ground)">
          <path d="M104 190C98 250 112 292 138 318" />
          <path d="M536 190C542 250 528 292 502 318" />
          <path d="M150 356C190 470 450 470 490 356" />
          <circle cx="148" cy="338" r="56" />
          <circle cx="492" cy="338" r="56" />
        </g>
        <path class="land-light" d="M150 356C190 470 450 470 490 356" />
        <Person x={148} y={338} tint="a" />
        <Person x={492} y={338} tint="b" />
        <Grass />
      </svg>
    </div>
  );
}

const GROUND = 'M-40 268C40 226 138 218 214 250S390 282 452 250 600 222 700 258V540H-40Z';

function Person({ x, y, tint }: { x: number; y: number; tint: 'a' | 'b' }) {
  return (
    <g class={`land-person land-person-${tint}`} transform={`translate(${x} ${y})`}>
      <circle cx="0" cy="-12" r="15" />
      <path d="M-29 36C-29 17 -16 8 0 8S29 17 29 36A56 56 0 0 1 -29 36Z" />
    </g>
  );
}

function Wall() {
  const rows = [0, 1, 2, 3, 4, 5];
  return (
    <g class="land-wall">
      <rect x="290" y="120" width="60" height="200" rx="5" />
      {rows.map((row) => (
        <path key={row} d={`M290 ${144 + row * 26}h60M${row % 2 === 0 ? 330 : 310} ${120 + row * 26}v24`} />
      ))}
    </g>
  );
}

function Stones() {
  return (
    <g class="land-stones">
      <ellipse cx="246" cy="318" rx="11" ry="7" />
      <ellipse cx="402" cy="352" rx="14" ry="8" />
      <ellipse cx="318" cy="376" rx="8" ry="5" />
      <ellipse cx="52" cy="356" rx="12" ry="8" />
      <ellipse cx="592" cy="372" rx="10" ry="7" />
      <ellipse cx="238" cy="486" rx="13" ry="7" />
      <ellipse cx="436" cy="480" rx="9" ry="6" />
    </g>
  );
}

function Grass() {
  return (
    <path
      class="land-grass"
      d="M64 236q2-12-4-20m6 20q4-9 11-13M196 242q1-10-4-17m5 17q4-7 9-10M420 262q0-11-6-18m7 18q4-8 11-12M586 232q2-12-3-19m5 19q5-8 11-11"
    />
  );
}
