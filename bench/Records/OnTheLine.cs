using System.Globalization;
using Entente.Bench.Browser;
using Entente.Bench.Link;
using Entente.Bench.Pages;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Records;

/// <summary>What somebody does in the table of a draft while the line is poor, gone, and back.</summary>
public static class OnTheLine
{
    private static readonly (int Row, string Field, string Text)[] OffLine = [(1, "weight", "111"), (2, "weight", "222"), (4, "vessel", "Nadezhda")];

    public static async Task<IReadOnlyList<Goal>> Measure(Scene scene, Page page, string statement, int saves, CancellationToken cancel)
    {
        await using var tab = await scene.Browser.OpenFresh(page.Address, page.Session!, cancel);
        var visitor = new Visitor(scene.Link, scene.Browser);
        await visitor.Cross(tab, Profile.A, 1, () => tab.Visit(page.Address, cancel), cancel);
        var saved = new List<Crossing>();
        for (var save = 0; save < saves; save++)
            saved.Add(await visitor.Cross(tab, Profile.A, 2 + save, () => Visitor.Act(tab, Save($"r{10 + save}.weight", $"{1234.5 + save:0.0}"), cancel), cancel));
        await Until(tab, "navigator.serviceWorker.getRegistration('/bodies/').then(one => one?.active?.state === 'activated')", cancel);

        scene.Link.Plug(connected: false);
        var reopened = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            await tab.Visit(page.Address, cancel, whole: false);
            reopened.Add(await Shown(tab, "document.querySelector('[data-draft-status]').dataset.how === 'down' && document.querySelectorAll('tr[data-row]').length > 200 && document.querySelector(\"[name='r10.weight']\").value", "1234.5", cancel));
        }
        foreach (var (row, field, text) in OffLine)
            await tab.Value(Type($"r{row}.{field}", text), cancel);
        await Until(tab, $"document.querySelector('[data-draft-status]').textContent.endsWith(' {OffLine.Length}')", cancel);
        await scene.Colleague.Set(statement, "catches", 2, "weight", "999", cancel);

        // Those that were tried while the line was cut arrive as soon as it is back.
        var tried = tab.Sent.Count;
        var back = await visitor.Cross(tab, Profile.A, 9, () => Back(scene, tab, cancel), cancel);
        var (posted, shown) = (tried + tab.Sent.Count, await Contending(tab, cancel));
        var there = await scene.Colleague.Values(statement, "catches", OffLine.Select(cell => (cell.Row, cell.Field)), cancel);
        return Goals(saved, reopened, posted, shown, there, back);
    }

    private static IReadOnlyList<Goal> Goals(List<Crossing> saved, List<double> reopened, int posted, string shown, IReadOnlyList<string> there, Crossing back)
    {
        var table = new Table("one cell saved", "IP up, bytes", "IP down, bytes", "seconds");
        foreach (var (crossing, number) in saved.Select((crossing, number) => (crossing, number)))
            table.Add($"{number + 1}.", (double)crossing.IpUp, (double)crossing.IpDown, crossing.Times.Usable);
        Console.WriteLine(table);
        Console.WriteLine($"\nOff-line: reopened in {string.Join(", ", reopened.Select(Figure.Of))} s. Back: {back.IpUp} bytes up and {back.IpDown} down, settled after {Figure.Of(back.Times.Usable)} s; shown to contend: {shown}; on the server: {string.Join(", ", there)}.\n");
        return
        [
            Goal.AtMost("form of 1,212 fields: saving one changed cell, all IP bytes both ways", 1, Figure.Median(saved.Select(one => (one.IpUp + one.IpDown) / 1000d)), "kB"),
            Goal.AtMost("form of 1,212 fields: saving one changed cell, from leaving it to \"saved\", A", 1, Figure.Median(saved.Select(one => one.Times.Usable)), "s"),
            Goal.AtMost("form of 1,212 fields: reopened without a line, with what was saved since", 1, Figure.Median(reopened), "s"),
            Goal.AtMost("form of 1,212 fields: requests that bring three cells changed without a line, tries included", 1, posted, "requests"),
            new Goal("form of 1,212 fields: of the three, on the server as typed", there.Zip(OffLine).Count(pair => pair.First == pair.Second.Text), 2, "cells", there[0] == "111" && there[2] == "Nadezhda"),
            new Goal("form of 1,212 fields: the cell that a colleague changed meanwhile, shown with both values", shown.Split(' ').Length, 2, "values", shown is "222 999" or "999 222"),
        ];
    }

    // From plugging in to both values on the screen.
    private static async Task<Times> Back(Scene scene, Tab tab, CancellationToken cancel)
    {
        scene.Link.Plug(connected: true);
        return await Visitor.Act(tab, Promise("document.querySelector('#conflicts fieldset')"), cancel);
    }

    private static Task<string> Contending(Tab tab, CancellationToken cancel) =>
        tab.Value("[...document.querySelectorAll('#conflicts fieldset button bdi')].map(one => one.textContent).join(' ')", cancel);

    /// <summary>Seconds from the start of the navigation until a value is there.</summary>
    private static async Task<double> Shown(Tab tab, string script, string expected, CancellationToken cancel)
    {
        var (value, at) = (await tab.Value(Promise(script), cancel)).Split('|') switch { [var found, var time] => (found, time), _ => ("", "NaN") };
        return value == expected ? double.Parse(at, CultureInfo.InvariantCulture) / 1000 : throw new CannotMeasure($"Without a line the page shows {value} instead of {expected}.");
    }

    private static Task<string> Until(Tab tab, string condition, CancellationToken cancel) => tab.Value(Promise(condition), cancel);

    private static string Type(string name, string text) => $$"""
        (() => {
          const cell = document.querySelector("[name='{{name}}']");
          cell.focus();
          cell.value = '{{text}}';
          cell.dispatchEvent(new Event('change', { bubbles: true }));
        })()
        """;

    private static string Save(string name, string text) => $$"""
        new Promise(done => {
          const line = document.querySelector('[data-draft-status]');
          let sent = false;
          new MutationObserver((_, observer) => {
            sent ||= line.dataset.how === 'saving';
            if (!sent || line.dataset.how !== 'saved') return;
            observer.disconnect();
            done();
          }).observe(line, { attributes: true });
          {{Type(name, text)}};
        })
        """;

    private static string Promise(string condition) => $$"""
        new Promise(done => {
          const look = async () => {
            const found = await ({{condition}});
            if (found) done(found + '|' + performance.now()); else setTimeout(look, 5);
          };
          look();
        })
        """;
}
