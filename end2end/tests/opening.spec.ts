// The owner's brakes: busy, paused, and the hours.

import { test, expect } from '../fixtures';
import { open } from '../screens';
import { orderIn } from '../town';

test('a paused store takes no orders until it goes on', async ({ town, at }) => {
  const [owner, customer] = await Promise.all([at(town.owner, town.home), at(town.customer, town.home)]);
  await open(owner, '/store');

  await owner.getByRole('button', { name: '잠시 멈춤' }).click();
  await owner.getByRole('dialog', { name: '얼마나 쉴까요?' }).getByRole('button', { name: '30분' }).click();
  await expect(owner.getByText(/잠시 멈춤 · .*까지/)).toBeVisible();

  await open(customer, `/stores/${town.store.id}`);
  await expect(customer.getByText('주문을 잠시 멈췄어요.')).toBeVisible();

  await owner.getByRole('button', { name: '다시 주문 받기' }).click();
  await expect(owner.getByText('영업 중')).toBeVisible();
  await open(customer, `/stores/${town.store.id}`);
  await expect(customer.getByText('주문을 잠시 멈췄어요.')).toHaveCount(0);
});

test('a busy store says so, and its orders take longer', async ({ town, at }) => {
  const [owner, customer] = await Promise.all([at(town.owner, town.home), at(town.customer, town.home)]);
  await open(owner, '/store');
  await owner.getByRole('button', { name: '바쁨 +15분' }).click();
  await expect(owner.getByRole('button', { name: '이제 괜찮아요' })).toBeVisible();
  await open(customer, `/stores/${town.store.id}`);
  await expect(customer.getByText(/지금 주문이 많아서/)).toBeVisible();
});

test('opening hours are kept as they were set', async ({ town, at }) => {
  const owner = await at(town.owner, town.home);
  await open(owner, '/store/settings');
  await owner.getByRole('switch', { name: /항상 열려 있어요/ }).uncheck();
  await owner.getByRole('textbox', { name: '월 여는 시각' }).fill('10:00');
  await owner.getByRole('textbox', { name: '월 닫는 시각' }).fill('02:00');
  await expect(owner.getByText('다음 날까지')).toBeVisible();
  await owner.getByRole('button', { name: '모든 요일을 월요일과 같게' }).click();
  await owner.getByRole('button', { name: '저장', exact: true }).click();
  await expect(owner.getByText('저장했어요')).toBeVisible();

  await open(owner, '/store/settings');
  await expect(owner.getByRole('switch', { name: /항상 열려 있어요/ })).not.toBeChecked();
  await expect(owner.getByRole('textbox', { name: '일 여는 시각' })).toHaveValue('10:00');
  await expect(owner.getByRole('textbox', { name: '일 닫는 시각' })).toHaveValue('02:00');
});

test('a new order rings until it is answered, where the owner wants sound', async ({ town, at }) => {
  const owner = await at(town.owner, town.home);
  // What the speaker is told, counted: a test has no ears.
  await owner.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    (window as unknown as { notes: number }).notes = 0;
    OscillatorNode.prototype.start = function (...at) {
      (window as unknown as { notes: number }).notes += 1;
      return start.apply(this, at);
    };
  });
  const notes = () => owner.evaluate(() => (window as unknown as { notes: number }).notes);
  await open(owner, '/store');
  await owner.getByRole('button', { name: '소리 켜기' }).click();
  await expect(owner.getByRole('button', { name: '소리 켜짐' })).toBeVisible();
  const before = await notes();

  const order = await orderIn(town);
  await expect.poll(notes).toBeGreaterThan(before + 2);
  await owner.getByRole('article', { name: order.number }).getByRole('button', { name: /수락$/ }).click();
  await expect(owner.getByRole('region', { name: '조리 대기' }).getByRole('article', { name: order.number })).toBeVisible();
});

test.describe('what is refused', () => {
  test.use({ expectedErrors: [/status of 422/] });

  test('hours that overlap are refused in words', async ({ town, at }) => {
    const owner = await at(town.owner, town.home);
    await open(owner, '/store/settings');
    await owner.getByRole('switch', { name: /항상 열려 있어요/ }).uncheck();
    const save = owner.getByRole('button', { name: '저장', exact: true });

    // Beside the usual eleven to nine, the same once more.
    await owner.getByRole('button', { name: '월 시간 더하기' }).click();
    await save.click();
    await expect(owner.getByText(/시간이 겹쳐요/)).toBeVisible();

    await owner.getByRole('button', { name: '월 이 시간 빼기' }).last().click();
    await save.click();
    await expect(owner.getByText('저장했어요')).toBeVisible();
    await expect(owner.getByText(/시간이 겹쳐요/)).toHaveCount(0);

    // Monday's night runs into Tuesday's morning.
    await owner.getByRole('textbox', { name: '월 여는 시각' }).fill('18:00');
    await owner.getByRole('textbox', { name: '월 닫는 시각' }).fill('12:00');
    await save.click();
    await expect(owner.getByText(/시간이 겹쳐요/)).toBeVisible();

    await owner.getByRole('textbox', { name: '월 닫는 시각' }).fill('02:00');
    await save.click();
    await expect(owner.getByText('저장했어요')).toBeVisible();
  });
});

test('without scripts a refused form keeps what was typed', async ({ town, at, visitor }) => {
  const plain = { javaScriptEnabled: false };

  await test.step('the settings of a store', async () => {
    const owner = await at(town.owner, town.home, plain);
    await owner.goto('/store/settings');
    await owner.getByLabel('최소 주문(원)').fill('많이');
    await owner.getByLabel('배달비(원)').fill('1,700');
    await owner.getByRole('button', { name: '저장', exact: true }).click();
    await expect(owner.getByText('숫자로 적어 주세요.')).toBeVisible();
    await expect(owner.getByLabel('최소 주문(원)')).toHaveValue('많이');
    await expect(owner.getByLabel('배달비(원)')).toHaveValue('1,700');
  });

  await test.step('the address of who signs in, but not the password', async () => {
    const guest = await visitor(plain);
    await guest.goto('/sign-in');
    await guest.getByLabel('이메일').fill(town.owner.email);
    await guest.getByLabel('비밀번호').fill('not-the-password');
    await guest.getByRole('button', { name: '로그인' }).click();
    await expect(guest.getByText('이메일이나 비밀번호가 맞지 않아요.')).toBeVisible();
    await expect(guest.getByLabel('이메일')).toHaveValue(town.owner.email);
    await expect(guest.getByLabel('비밀번호')).toHaveValue('');
  });
});
