using System.Text.Json;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.SignIn;

/// <summary>
/// What somebody typed into a form that came too late is kept for half an hour, sealed, and shown to the same person
/// (after signing in again, if the session had ended), to be sent once more. Nothing is sent by itself. Files,
/// passwords and codes are not kept.
/// </summary>
public sealed class KeptForms(Database database, InstallationSecret secret, FormOwners owners, TimeProvider time)
{
    public const string Route = "/sign-in/resend/";
    private const int Largest = 4 << 20;
    private const int MostFields = 50_000;
    // Anybody can send forms of the public: together they take 8 MB at most.
    private const int LargestOfPublic = 64 << 10;
    private static readonly string[] NeverKept = [FormOwners.TokenField, FormOwners.Field, "__RequestVerificationToken", "Password", "OneTimeCode", "SpokenCode", "Credential"];
    private readonly Sealed _sealed = new(secret, "kept form");

    /// <summary>The address where it waits, or null when it could not be kept.</summary>
    /// <param name="person">Whose it has to be; null: nobody's who was signed in.</param>
    public async Task<string?> Keep(HttpContext context, Guid? person)
    {
        string address = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        if (IsFromElsewhere(context.Request) || ReturnAddress.Of(address) != address || await Read(context) is not { } form || !owners.IsOf(person, form))
            return null;
        var fields = JsonSerializer.SerializeToUtf8Bytes(Fields(form));
        if (fields.Length > (person is null ? LargestOfPublic : Largest))
            return null;
        var (token, now) = (Token.New(), time.GetUtcNow());
        await using var connection = await database.OpenWriter(context.RequestAborted);
        await connection.ExecuteAsync("""
            delete from sign_in.kept_form where until < @now
              or token_hash in (select token_hash from sign_in.kept_form where person is not distinct from @person order by until desc offset @others);
            insert into sign_in.kept_form (token_hash, person, address, fields, until) values (@Hash, @person, @address, @box, @until)
            """, new { token.Hash, person, address, box = _sealed.Close(fields, Owner(person)), now, others = person is null ? 127 : 9, until = now + SignInSettings.KeptForm });
        return Route + token.Text;
    }

    /// <summary>Only for the person who typed it.</summary>
    public async Task<KeptForm?> Find(string token, Guid? person, CancellationToken cancel)
    {
        if (Token.HashOf(token) is not { } hash)
            return null;
        await using var connection = await database.OpenWriter(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<(string Address, byte[] Fields)?>(
            "select address, fields from sign_in.kept_form where token_hash = @hash and person is not distinct from @person and until > @now",
            new { hash, person, now = time.GetUtcNow() });
        return row is not { } kept ? null
            : new KeptForm(kept.Address, JsonSerializer.Deserialize<List<KeptField>>(_sealed.Open(kept.Fields, Owner(person)))!);
    }

    public static IEnumerable<KeptField> Fields(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> form) =>
        from field in form
        where !NeverKept.Any(name => field.Key.EndsWith(name, StringComparison.OrdinalIgnoreCase))
        from value in field.Value
        select new KeptField(field.Key, value ?? "");

    private static async Task<IFormCollection?> Read(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > Largest)
            return null;
        try
        {
            return await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = MostFields, MultipartBodyLengthLimit = Largest }, context.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static string Owner(Guid? person) => person?.ToString() ?? "public";

    // A form that another site sent in the person's name is nobody's work to be kept.
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
}

public sealed record KeptField(string Name, string Value);

public sealed record KeptForm(string Address, IReadOnlyList<KeptField> Fields)
{
    /// <summary>What a person recognises as their own words, rather than codes and numbers of the page.</summary>
    public IEnumerable<string> Texts => Fields.Select(typed => typed.Value).Where(value => value.Trim().Contains(' '));
}
