/** A page of text, as somebody would share it. */
export function createFakeScreen(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 1600;
  canvas.height = 1000;
  const context = canvas.getContext('2d');
  const draw = () => {
    if (context) drawPage(context);
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(5);
}

function drawPage(context: CanvasRenderingContext2D): void {
  context.fillStyle = '#f7f4ee';
  context.fillRect(0, 0, 1600, 1000);
  context.fillStyle = '#2c6249';
  context.fillRect(0, 0, 1600, 90);
  context.fillStyle = '#ffffff';
  context.font = '600 40px system-ui';
  context.fillText('Quarterly plan', 60, 60);
  context.fillStyle = '#d8d0c2';
  for (let line = 0; line < 12; line++) context.fillRect(60, 150 + line * 64, 700 + ((line * 331) % 640), 26);
}
