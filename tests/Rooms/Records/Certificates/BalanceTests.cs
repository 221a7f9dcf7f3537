using Entente.Records.Certificates;
using Entente.Records.Writing;

namespace Entente.Tests.Rooms.Records.Certificates;

/// <summary>What a certificate was issued for is used once, whoever tries and however many at the same time.</summary>
public sealed class BalanceTests(CertificatesApp app) : IClassFixture<CertificatesApp>
{
    [Fact]
    public async Task A_line_is_used_in_parts_until_nothing_is_left()
    {
        var document = await app.Issue(100, 40);
        (await app.Door.Do(app.Use("landing", (document.Statement, 1, 60)), CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Door.Do(app.Use("document", (document.Statement, 1, 30), (document.Statement, 2, 40)), CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Left(document), await app.Left(document, 2)).ShouldBe((10, 0));
        var more = await app.Door.Do(app.Use("landing", (document.Statement, 1, 10.01m)), CertificatesApp.Ghana);
        more.ShouldBeRefused(Drawing.Overdrawn);
        (more.Faults[0].Section, more.Faults[0].RowNumber, more.Faults[0].Field).ShouldBe(("sources", 1, "weight"));
        more.Faults[0].Facts.ShouldBe(["1", "10"]);
        (await app.Left(document)).ShouldBe(10);
    }

    [Fact]
    public async Task Several_rows_that_use_one_line_count_together_and_everything_wrong_is_said_at_once()
    {
        var document = await app.Issue(100);
        var gone = Guid.NewGuid();
        var reply = await app.Door.Do(app.Use("landing", (document.Statement, 1, 60), (document.Statement, 1, 60), (document.Statement, 7, 1), (gone, 1, 1)), CertificatesApp.Ghana);
        reply.Faults.Select(fault => $"{fault.Rule} {fault.RowNumber} {fault.Field}").ShouldBe(["unknown-record 4 document", "overdrawn 1 weight", "overdrawn 2 weight", "no-line 3 line", "not-drawable 4 document"], ignoreOrder: true);
    }

    [Fact]
    public async Task Fifty_who_use_a_line_at_once_never_take_more_than_there_is()
    {
        var document = await app.Issue(300);
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => app.Door.Do(app.Use("landing", (document.Statement, 1, 10)), CertificatesApp.Ghana))));
        replies.Count(reply => reply.Done).ShouldBe(30);
        replies.Where(reply => !reply.Done).ShouldAllBe(reply => reply.Faults.Any(fault => fault.Rule == Drawing.Overdrawn || fault.Rule == Refusals.Moved));
        (await app.Left(document)).ShouldBe(0);
        (await app.Ask<decimal>("select sum(amount) from records.draw where certificate = @Statement and released_at is null", document)).ShouldBe(300);
    }

    [Fact]
    public async Task Two_who_use_the_same_lines_in_opposite_order_both_get_them()
    {
        var documents = new[] { await app.Issue(1000), await app.Issue(1000) };
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() =>
        {
            var (first, second) = (documents[number % 2].Statement, documents[(number + 1) % 2].Statement);
            return app.Door.Do(app.Use("landing", (first, 1, 5), (second, 1, 5)), CertificatesApp.Ghana);
        })));
        replies.ShouldAllBe(reply => reply.Done);
        (await app.Left(documents[0]), await app.Left(documents[1])).ShouldBe((900, 900));
    }

    [Fact]
    public async Task What_is_withdrawn_gives_back_and_what_is_corrected_takes_the_difference()
    {
        var document = await app.Issue(100);
        var landing = app.Use("landing", (document.Statement, 1, 80));
        (await app.Door.Do(landing, CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Door.Do(new Take(landing.Statement, "tuna", "landing", "return", 1) { Reason = "Please check." }, CertificatesApp.Desk)).ShouldBeDone();
        (await app.Left(document)).ShouldBe(100, "what was returned does not count");
        (await app.Door.Do(new Take(landing.Statement, "tuna", "landing", "submit", 1) { Content = app.Using("landing", (document.Statement, 1, 90)) }, CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Left(document)).ShouldBe(10);
        (await app.Door.Do(new Take(landing.Statement, "tuna", "landing", "withdraw", 2) { Reason = "A mistake." }, CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Left(document)).ShouldBe(100);
        (await app.Ask<string>("select string_agg(amount::int || case when released_at is null then '' else ' back' end, ', ' order by drawn_at, id) from records.draw where certificate = @Statement", document)).ShouldBe("80 back, 90 back");
    }

    [Fact]
    public async Task A_correction_of_the_certificate_keeps_what_was_used_covered()
    {
        var document = app.Issuing("JPN", 100, 50);
        (await app.Door.Do(document, CertificatesApp.Japan)).ShouldBeDone();
        (await app.Door.Do(app.Use("landing", (document.Statement, 1, 80)), CertificatesApp.Ghana)).ShouldBeDone();
        (await app.Door.Do(new Take(document.Statement, "tuna", "document", "return", 1) { Reason = "Please check." }, CertificatesApp.Desk)).ShouldBeDone();
        (await app.Door.Do(app.Use("landing", (document.Statement, 1, 1)), CertificatesApp.Ghana)).Faults.ShouldContain(fault => fault.Rule == Drawing.NotDrawable, "not while it is being corrected");
        var rows = document.Content!.Rows("products");
        var less = app.Consignment();
        CertificatesApp.Product(less, rows[0].Id, 79);
        (await app.Door.Do(new Take(document.Statement, "tuna", "document", "submit", 1) { Content = less }, CertificatesApp.Japan)).ShouldBeRefused(Drawing.UsedAlready);
        var enough = app.Consignment();
        CertificatesApp.Product(enough, Guid.NewGuid(), 5);
        CertificatesApp.Product(enough, rows[0].Id, 85);
        var corrected = (await app.Door.Do(new Take(document.Statement, "tuna", "document", "submit", 1) { Content = enough }, CertificatesApp.Japan)).ShouldBeDone();
        // A line keeps its number whatever comes before it; the one that is gone has nothing left.
        (await app.Left(corrected), await app.Left(corrected, 2), await app.Left(corrected, 3)).ShouldBe((5, 0, 5));
    }

    [Fact]
    public async Task An_expired_or_replaced_certificate_is_not_used()
    {
        var expired = app.Issuing("JPN", 100);
        expired.Content!["head", "until"] = Entente.Records.Content.Answer.Of(Entente.Feel.Value.Of((Entente.Feel.Values.Date)app.Clock.Today.AddDays(-1)));
        (await app.Door.Do(expired, CertificatesApp.Japan)).ShouldBeDone();
        (await app.Door.Do(app.Use("landing", (expired.Statement, 1, 1)), CertificatesApp.Ghana)).ShouldBeRefused(Drawing.NotDrawable);

        var replaced = await app.Issue(100);
        var instead = app.Issuing("JPN", 100);
        instead.Content!["head", "instead"] = Entente.Records.Content.Answer.Of(Entente.Feel.Value.Of(replaced.Statement.ToString()));
        (await app.Door.Do(instead, CertificatesApp.Japan)).ShouldBeDone();
        (await app.Door.Do(app.Use("landing", (replaced.Statement, 1, 1)), CertificatesApp.Ghana)).ShouldBeRefused(Drawing.NotDrawable);
        var foreign = app.Issuing("GHA", 100);
        foreign.Content!["head", "instead"] = Entente.Records.Content.Answer.Of(Entente.Feel.Value.Of(instead.Statement.ToString()));
        (await app.Door.Do(foreign, CertificatesApp.Ghana)).ShouldBeRefused(Drawing.NotReplaceable);
    }
}
