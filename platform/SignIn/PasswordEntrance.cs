using Dapper;
using Entente.Bodies;
using Entente.Shared.Data;
using Microsoft.AspNetCore.Identity;

namespace Entente.SignIn;

/// <summary>What the first or the second half of signing in with a password led to.</summary>
public abstract record Answer
{
    public sealed record Right(Person Person) : Answer;

    public sealed record Wrong : Answer;

    /// <summary>Too many were wrong; nothing was looked at.</summary>
    public sealed record Wait(TimeSpan For) : Answer;
}

/// <summary>
/// Password, then one-time code. An address that nobody here has is answered like one with a wrong password: in the
/// same words, in the same time, and with the same pause after the fifth try.
/// </summary>
public sealed class PasswordEntrance(Database database, People people, UserManager<Account> users, NobodysPassword nobody, InstallationSecret secret, Attempts attempts, DoorLog log, DoorMail mail, TimeProvider time)
{
    public async Task<Answer> Password(HttpContext context, string email, string password)
    {
        email = await people.SameAddress(email, context.RequestAborted);
        if (await TakeTry(context, email) is { } wait)
            return wait;
        var person = await people.FindByEmail(email, context.RequestAborted);
        var account = person is null ? null : await users.FindByIdAsync(person.Id.ToString());
        if (!await IsRight(account, password))
        {
            await log.Write(context, person is null ? Refused.UnknownAddress : Refused.WrongPassword, person?.Id);
            return new Answer.Wrong();
        }
        await GiveBack(context, email);
        return new Answer.Right(person!);
    }

    /// <summary>The code from the telephone, or one of the printed ones. Either is good once, on whichever node it arrives.</summary>
    public async Task<Answer> Code(HttpContext context, Person person, string typed)
    {
        var email = await people.SameAddress(person.Email, context.RequestAborted);
        if (await TakeTry(context, email) is { } wait)
            return wait;
        if (await UseCode(person.Id, typed) || await UseRecoveryCode(context, person, typed))
        {
            await attempts.Forgive(Allowance.Network, Visit.Of(context).Network, context.RequestAborted);
            await attempts.Forget(Allowance.Address, email, context.RequestAborted);
            return new Answer.Right(person);
        }
        await log.Write(context, Refused.WrongCode, person.Id);
        return new Answer.Wrong();
    }

    private async Task<Answer.Wait?> TakeTry(HttpContext context, string email)
    {
        var network = await attempts.Take(Allowance.Network, Visit.Of(context).Network, context.RequestAborted);
        var wait = network ?? await attempts.Take(Allowance.Address, email, context.RequestAborted);
        if (wait is null)
            return null;
        if (network is null)
            await log.Write(context, Happened.Paused, (await people.FindByEmail(email, context.RequestAborted))?.Id);
        return new Answer.Wait(wait.Value);
    }

    private async Task GiveBack(HttpContext context, string email)
    {
        await attempts.Forgive(Allowance.Network, Visit.Of(context).Network, context.RequestAborted);
        await attempts.Forgive(Allowance.Address, email, context.RequestAborted);
    }

    private async Task<bool> IsRight(Account? account, string password)
    {
        if (account?.PasswordHash is not null)
            return await users.CheckPasswordAsync(account, password);
        users.PasswordHasher.VerifyHashedPassword(account!, nobody.Hash, password);
        return false;
    }

    private async Task<bool> UseCode(Guid person, string typed)
    {
        await using var connection = await database.OpenWriter();
        var row = await connection.QuerySingleOrDefaultAsync<(byte[] Key, long LastStep)?>("select code_key, code_last_step from sign_in.account where person = @person", new { person });
        if (row is not { } code)
            return false;
        var key = Credentials.CodeKeys(secret).Open(code.Key, person.ToString());
        return OneTimeCodes.Accept(key, typed, time.GetUtcNow(), code.LastStep) is { } step
            && await connection.ExecuteAsync("update sign_in.account set code_last_step = @step where person = @person and code_last_step < @step", new { person, step }) == 1;
    }

    private async Task<bool> UseRecoveryCode(HttpContext context, Person person, string typed) =>
        RecoveryCodes.Hash(typed) is { } hash && await database.Write(async connection =>
        {
            if (await connection.ExecuteAsync("update sign_in.recovery_code set used_at = @now where person = @Id and hash = @hash and used_at is null", new { person.Id, hash, now = time.GetUtcNow() }) != 1)
                return false;
            await log.Write(connection, context, Happened.RecoveryCodeUsed, person.Id);
            await mail.Tell(connection, context, person, News.RecoveryCodeUsed);
            return true;
        });
}
