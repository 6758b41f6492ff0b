/** A drawn person before a soft wall, as a camera would send them. */
export function createFakeStream(hue: number, width = 640, height = 360): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  const draw = (milliseconds: number) => {
    if (context) drawPerson(context, hue, Math.sin(milliseconds / 900));
    requestAnimationFrame(draw);
  };
  draw(0);
  return canvas.captureStream(15);
}

function drawPerson(context: CanvasRenderingContext2D, hue: number, sway: number): void {
  const { width, height } = context.canvas;
  const wall = context.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, `hsl(${hue} 26% 78%)`);
  wall.addColorStop(1, `hsl(${hue + 24} 22% 52%)`);
  context.fillStyle = wall;
  context.fillRect(0, 0, width, height);
  const x = width / 2 + sway * width * 0.008;
  context.fillStyle = `hsl(${hue + 190} 28% 30%)`;
  context.beginPath();
  context.ellipse(x, height * 1.08, height * 0.46, height * 0.42, 0, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = 'hsl(26 42% 68%)';
  context.fillRect(x - height * 0.07, height * 0.52, height * 0.14, height * 0.2);
  context.beginPath();
  context.ellipse(x, height * 0.42, height * 0.15, height * 0.19, 0, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = `hsl(${hue + 10} 30% 20%)`;
  context.beginPath();
  context.ellipse(x, height * 0.34, height * 0.17, height * 0.15, 0, Math.PI, 2 * Math.PI);
  context.fill();
}
