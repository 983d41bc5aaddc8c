from typing import TYPE_CHECKING

from tests.serving.web.pen import answer

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_what_waits_is_done_though_the_work_before_it_failed(page: "Page") -> None:
    script = """async () => {
      const {newestWins} = await import('/js/newest.js');
      const [done, failed] = [[], []];
      addEventListener('error', event => { failed.push(event.message); event.preventDefault(); });
      const take = newestWins(async input => {
        if (input === 1) throw new Error('one');
        done.push(input);
      });
      await Promise.allSettled([take(1), take(2)]);
      return [done, failed];
    }"""
    assert page.evaluate(script) == [[2], ["Uncaught Error: one"]]


def test_maps_that_nobody_sees_do_no_harm(page: "Page") -> None:
    page.get_by_text("Look inside the net").click()
    leave = """() => {
      const ask = fetch;
      window.fetch = async (...request) => {
        const answer = await ask(...request);
        document.getElementById('write').hidden = true;
        return answer;
      };
    }"""
    page.evaluate(leave)
    page.emulate_media(reduced_motion="reduce")
    page.click("#show")
    page.wait_for_selector("#answer[aria-busy=false]", state="attached")
    page.evaluate("document.getElementById('write').hidden = false")
    assert len(answer(page)) == 4
