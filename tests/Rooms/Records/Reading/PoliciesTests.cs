using Entente.Tests.Rooms.Records.Confidential;

namespace Entente.Tests.Rooms.Records.Reading;

/// <summary>What the policies ask of a row costs one look-up, however many statements and sets of readers there are.</summary>
public sealed class PoliciesTests(SecretApp app) : IClassFixture<SecretApp>
{
    [Fact]
    public async Task No_policy_goes_through_all_statements_to_show_what_belongs_to_one() =>
        (await app.Ask<string>("select string_agg(tablename || ': ' || qual, E'\n') from pg_policies where qual ~ 'IN \\( SELECT s\\.id'")).ShouldBeNull();

    [Fact]
    public async Task The_readers_of_statements_are_looked_up_and_not_gone_through()
    {
        (await app.Ask<string>("select string_agg(qual, ' ') from pg_policies where schemaname = 'records' and tablename = 'statement' and policyname in ('in_view', 'of_analysts')")).ShouldNotContain("ANY (records.reading");
        (await app.Ask<string>("select string_agg(qual, ' ') from pg_policies where schemaname = 'tuna' and policyname = 'in_view'")).ShouldNotContain("ANY");
        // What belongs to a statement is still shown by that statement alone.
        (await app.Ask<long>("select count(*) from pg_policies where schemaname = 'records' and policyname = 'in_view' and qual ~ 'EXISTS.*FROM records\\.statement s'")).ShouldBeGreaterThanOrEqualTo(18);
    }
}
