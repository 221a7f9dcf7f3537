using Entente.Bodies;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>Folders become versions in the database, and the versions reach the running application.</summary>
public sealed class PublicationTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("entente-bodies-").FullName;
    private readonly string _code = $"b{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task A_folder_is_published_once_however_often_it_is_asked()
    {
        Write(_code);
        (await Publish()).ShouldBe((1, true));
        (await Publish()).ShouldBe((1, false));
        File.AppendAllText(InFolder("body.yaml"), "# a comment changes nothing\n");
        (await Publish()).ShouldBe((1, false));
    }

    [Fact]
    public async Task A_changed_folder_is_a_new_version_and_the_old_one_stays_as_it_was()
    {
        Write(_code);
        await Publish();
        var before = await Ask("select content::text from bodies.version where body = $1 and number = 1");
        Edit("body.yaml", "name: Chair", "name: Chairperson");
        (await Publish()).ShouldBe((2, true));
        (await Ask("select content::text from bodies.version where body = $1 and number = 1")).ShouldBe(before);
        (await Ask("select names ->> 'en' from bodies.label where body = $1 and kind = 'post' and code = 'chair'")).ShouldBe("Chairperson");
    }

    [Fact]
    public async Task A_folder_with_errors_keeps_the_last_good_version_in_force()
    {
        Write(_code);
        await Publish();
        Edit("parties.csv", "FRA,FRA,party", "FRA,FRA,partie");
        var outcome = await PublishOne();
        (outcome.Version, outcome.IsNew).ShouldBe((1, false));
        outcome.Findings.ShouldHaveSingleItem().Rule.ShouldBe("unknown-standing");
        (await Ask("select count(*) from bodies.version where body = $1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_folder_with_errors_does_not_keep_the_others_from_being_published()
    {
        Write(_code);
        Write(_code + "x");
        File.WriteAllText(Path.Combine(_root, _code, "body.yaml"), "code: [");
        var outcomes = await Publication.Publish(app.Database.Owner, _root, TableMaking.Make, app.Clock, TestContext.Current.CancellationToken);
        outcomes.Where(outcome => !outcome.Withdrawn).Select(outcome => (outcome.Code, outcome.Version, outcome.IsNew)).ShouldBe([(_code, null, false), (_code + "x", 1, true)]);
    }

    [Fact]
    public async Task Nodes_that_publish_at_once_make_one_version()
    {
        Write(_code);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PublishOne()));
        outcomes.Count(outcome => outcome.IsNew).ShouldBe(1);
        outcomes.ShouldAllBe(outcome => outcome.Version == 1);
    }

    [Fact]
    public async Task Analysts_find_parties_groups_and_codes_as_rows()
    {
        Write(_code);
        await Publish();
        (await Ask("select string_agg(party || ' ' || standing || ' ' || validity, '; ' order by party, validity) from bodies.membership where body = $1"))
            .ShouldBe("FRA signatory [2020-01-15,2021-06-01); FRA party [2021-06-01,); UNION observer [2022-01-01,); ZAF party (,)");
        (await Ask("select string_agg(party || ' ' || grouping_code || ' ' || group_code || ' ' || validity, '; ' order by party, validity) from bodies.party_group where body = $1"))
            .ShouldBe("FRA region north [2020-01-15,2021-06-01); FRA region north [2021-06-01,); ZAF region south (,)");
        (await Ask("select names ->> 'fr' from bodies.party where body = $1 and code = 'ZAF'")).ShouldBe("Afrique du Sud");
        (await Ask("select string_agg(code || ' ' || (labels ->> 'fr') || ' ' || coalesce(parent, '-') || ' ' || attributes, '; ' order by code) from bodies.list_code where body = $1"))
            .ShouldBe("""A Premier thème - {"article": "1"}; A-1 Partie du premier thème A {"article": "2.5"}; B Second thème - {}""");
        (await Ask("select string_agg(standing, ' ' order by standing) from bodies.standing_audience where body = $1 and audience = 'everybody'")).ShouldBe("observer party signatory");
    }

    [Fact]
    public async Task The_rights_of_posts_are_in_the_database_for_its_policies()
    {
        Write(_code);
        await Publish();
        (await Ask("select string_agg(code || ' ' || for_party || ' ' || array_to_string(rights, '+') || ' ' || coalesce(reconfirm_months::text, '-'), '; ' order by code) from bodies.post where body = $1"))
            .ShouldBe("chair false read -; national-contact true read+enter+approve+submit+vouch 12; reporter true read+enter -; secretariat-officer false read+serve+describe -");
    }

    [Fact]
    public async Task A_published_version_cannot_be_changed_even_by_the_owner()
    {
        Write(_code);
        await Publish();
        foreach (var sql in new[] { "update bodies.version set digest = digest where body = $1", "delete from bodies.version where body = $1" })
            (await Should.ThrowAsync<PostgresException>(Ask(sql))).MessageText.ShouldBe("A published version of a body never changes");
    }

    [Fact]
    public async Task Overlapping_memberships_are_impossible_in_the_database_itself()
    {
        Write(_code);
        await Publish();
        (await Should.ThrowAsync<PostgresException>(Ask("insert into bodies.membership values ($1, 'FRA', 'observer', '[2021-05-31,2021-06-02)')"))).SqlState.ShouldBe(PostgresErrorCodes.ExclusionViolation);
    }

    [Fact]
    public async Task The_logins_of_the_application_read_the_bodies_and_change_none()
    {
        Write(_code);
        await Publish();
        foreach (var login in new[] { app.Database.Logins.Reader, app.Database.Logins.Writer })
        {
            (await Ask("select count(*) from bodies.party where body = $1", login)).ShouldBe("3");
            foreach (var table in new[] { "version", "party", "membership", "party_group", "standing_audience", "label", "list_code" })
                (await Should.ThrowAsync<PostgresException>(Ask($"delete from bodies.{table} where body = $1", login))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task A_party_that_other_records_refer_to_cannot_disappear()
    {
        Write(_code);
        await Publish();
        await Ask("create table if not exists public.refers (body text, party text, foreign key (body, party) references bodies.party)", parameter: false);
        await Ask("insert into public.refers values ($1, 'UNION')");
        Edit("parties.csv", "UNION,", "LEAGUE,");
        var outcome = await PublishOne();
        (outcome.Version, outcome.IsNew).ShouldBe((1, false));
        outcome.Findings.ShouldHaveSingleItem().What.ShouldContain("UNION");
        (await Ask("select count(*) from bodies.membership where body = $1")).ShouldBe("4");
    }

    [Fact]
    public async Task The_running_application_sees_a_new_version_a_moment_later()
    {
        var bodies = app.Services.GetRequiredService<BodyCatalogue>();
        bodies.Find(_code).ShouldBeNull();
        Write(_code);
        await Publish();
        await Eventually(() => bodies.Find(_code)?.Post("chair")?.Name.In("en").Text == "Chair");
        Edit("body.yaml", "name: Chair", "name: Chairperson");
        await Publish();
        await Eventually(() => bodies.Find(_code)?.Post("chair")?.Name.In("en").Text == "Chairperson");
        bodies.Published.Single(published => published.Body.Code == _code).Version.ShouldBe(2);
        bodies.All.ShouldContain(body => body.Code == _code);
    }

    [Fact]
    public async Task A_body_whose_folder_is_gone_is_withdrawn_stays_readable_and_comes_back_with_it()
    {
        var bodies = app.Services.GetRequiredService<BodyCatalogue>();
        Write(_code);
        await Publish();
        var elsewhere = _root + "-elsewhere";
        Directory.Move(Path.Combine(_root, _code), elsewhere);
        foreach (var told in new[] { true, false })
            (await Publication.Publish(app.Database.Owner, _root, TableMaking.Make, app.Clock, TestContext.Current.CancellationToken)).Any(outcome => outcome.Code == _code && outcome.Withdrawn).ShouldBe(told);
        await Eventually(() => bodies.Published.Any(published => published.Body.Code == _code && published.Withdrawn));
        Directory.Move(elsewhere, Path.Combine(_root, _code));
        (await Publish()).ShouldBe((1, false));
        await Eventually(() => bodies.Published.Any(published => published.Body.Code == _code && !published.Withdrawn));
    }

    [Fact]
    public async Task A_node_whose_listening_was_cut_off_listens_again()
    {
        var bodies = app.Services.GetRequiredService<BodyCatalogue>();
        await Ask("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'", parameter: false);
        Write(_code);
        await Publish();
        await Eventually(() => bodies.Find(_code) is not null);
    }

    [Fact]
    public async Task A_second_node_sees_it_too()
    {
        await using var twin = app.Twin();
        var bodies = twin.Services.GetRequiredService<BodyCatalogue>();
        Write(_code);
        await Publish();
        await Eventually(() => bodies.Find(_code) is not null);
    }

    [Fact]
    public async Task While_somebody_writes_a_body_each_save_is_published_or_its_errors_are_told()
    {
        Write(_code);
        await Publish();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var told = new List<Outcome>();
        var watch = BodyWatch.Run(app.Database.Owner, _root, TableMaking.Make, app.Clock, outcomes => told.AddRange(outcomes), stop.Token);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Edit("body.yaml", "for: body", "for: bodi");
        await Eventually(() => told.Count == 1 && told[0].Findings.Any(finding => finding.Rule == "unknown-value"));
        Edit("body.yaml", "for: bodi", "for: body");
        Edit("body.yaml", "name: Chair", "name: Chairperson");
        await Eventually(() => told.Count == 2 && told[1] is { Version: 2, IsNew: true });
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(watch);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Write(string code) => NewBody.Create(_root, code, TextWriter.Null).ShouldBe(0);

    private string InFolder(string file) => Path.Combine(_root, _code, file);

    private void Edit(string file, string old, string with)
    {
        var text = File.ReadAllText(InFolder(file));
        text.ShouldContain(old);
        File.WriteAllText(InFolder(file), text.Replace(old, with));
    }

    private async Task<Outcome> PublishOne() =>
        (await Publication.Publish(app.Database.Owner, _root, TableMaking.Make, app.Clock, TestContext.Current.CancellationToken)).Where(outcome => !outcome.Withdrawn).ShouldHaveSingleItem();

    private async Task<(int?, bool)> Publish()
    {
        var outcome = await PublishOne();
        outcome.Findings.ShouldBeEmpty();
        return (outcome.Version, outcome.IsNew);
    }

    private async Task<string?> Ask(string sql, string? login = null, bool parameter = true)
    {
        await using var connection = new NpgsqlConnection(login ?? app.Database.Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        if (parameter)
            command.Parameters.AddWithValue(_code);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString();
    }

    private static async Task Eventually(Func<bool> holds)
    {
        for (var tries = 0; tries < 200 && !holds(); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        holds().ShouldBeTrue();
    }
}
