using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Identity;

namespace Entente.SignIn;

/// <summary>
/// Passkeys, verified by Identity's handler. Its challenges are kept here and not in its cookie: that cookie could be
/// copied together with an answer and used again for as long as it lasts, since most passkeys count nothing.
/// </summary>
public sealed class PasskeyEntrance(IPasskeyHandler<Account> handler, UserManager<Account> users, Unfinished unfinished, Database database, Attempts attempts, DoorLog log, TimeProvider time)
{
    /// <summary>Longer is no answer of an authenticator.</summary>
    private const int LongestAnswer = 64 * 1024;

    /// <summary>The challenge as the browser wants it. Without a person any passkey of this site may answer.</summary>
    public async Task<string> Ask(HttpContext context, Person? person)
    {
        var account = person is null ? null : await users.FindByIdAsync(person.Id.ToString());
        var made = await handler.MakeRequestOptionsAsync(account, context);
        await unfinished.Begin(context, Steps.Passkey, person?.Id, made.AssertionState ?? "");
        return made.RequestOptionsJson;
    }

    /// <summary>Whose passkey answered; null (and a line in the log) when the answer is late, used, forged or for another site.</summary>
    public async Task<PasskeyAnswer> Check(HttpContext context, string? answer)
    {
        var network = Visit.Of(context).Network;
        if (await attempts.Take(Allowance.Network, network, context.RequestAborted) is { } wait)
            return new PasskeyAnswer(null, wait, null);
        if (await unfinished.Take(context, Steps.Passkey) is not { } asked)
            return await Refuse(context, Refused.PasskeyLate, null);
        if (answer is null || answer.Length > LongestAnswer)
            return await Refuse(context, Refused.PasskeyNotAccepted, asked.Person);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = answer, AssertionState = asked.State });
        if (!result.Succeeded)
            return await Refuse(context, Refused.PasskeyNotAccepted, asked.Person);
        if (!await database.Write(connection => Passkeys.Used(connection, result.Passkey, time.GetUtcNow()), context.RequestAborted))
            return await Refuse(context, Refused.PasskeyCopied, result.User.Person.Id);
        await attempts.Forgive(Allowance.Network, network, context.RequestAborted);
        return new PasskeyAnswer(result.User.Person, null, null);
    }

    public async Task<string> AskForNew(HttpContext context, Person person)
    {
        var made = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id.ToString(), Name = person.Email, DisplayName = person.Name }, context);
        await unfinished.Begin(context, Steps.NewPasskey, person.Id, made.AttestationState ?? "");
        return made.CreationOptionsJson;
    }

    /// <summary>The new passkey, not yet kept; null when the answer does not fit what was asked of this person.</summary>
    public async Task<UserPasskeyInfo?> CheckNew(HttpContext context, Person person, string? answer, string name)
    {
        if (await unfinished.Take(context, Steps.NewPasskey) is not { } asked || asked.Person != person.Id)
        {
            await log.Write(context, Refused.PasskeyLate, person.Id);
            return null;
        }
        var result = answer is null || answer.Length > LongestAnswer ? null
            : await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = answer, AttestationState = asked.State });
        if (result is not { Succeeded: true } || result.UserEntity.Id != person.Id.ToString())
        {
            await log.Write(context, Refused.PasskeyNotAccepted, person.Id);
            return null;
        }
        result.Passkey.Name = name;
        return result.Passkey;
    }

    private async Task<PasskeyAnswer> Refuse(HttpContext context, Refused why, Guid? person)
    {
        await log.Write(context, why, person);
        return new PasskeyAnswer(null, null, why);
    }
}

/// <summary>One of the three is there.</summary>
public sealed record PasskeyAnswer(Person? Person, TimeSpan? Wait, Refused? Why);
