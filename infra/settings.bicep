metadata description = 'The settings that name accounts, scopes and people; docs/settings.md says what each means.'

@sealed()
type account = {
  @description('The secret in the vault.')
  secretName: string

  @description('The HTX user id: accounts of one user share its rate limit.')
  uid: string?
}

// Sealed: a misspelt filter would widen what the target cancels.
@sealed()
type target = {
  @description('An account, or * for every one. May be left out when there is only one.')
  account: string?

  @description('Several accounts, comma-separated, in place of account.')
  accounts: string?

  @description('Contracts, comma-separated, or *.')
  contractCodes: string

  marginMode: ('isolated' | 'cross' | 'all')?

  @description('Any of plain, trigger, tpsl and trailing, comma-separated, or all.')
  orderTypes: string?

  direction: ('buy' | 'sell')?

  offset: ('open' | 'close')?

  @description('For how many minutes a kill of it goes on cancelling what comes. Needs open kills.')
  @minValue(0)
  @maxValue(720)
  holdMinutes: int?
}

@export()
@description('Accounts by name: letters, digits and _, since a name becomes part of an environment variable.')
type accountSettings = {
  *: account
}

@export()
@description('Targets by name: letters, digits and _, since a name becomes part of an environment variable.')
type targetSettings = {
  *: target
}

@export()
@sealed()
@description('Who is called beside the mail address; empty is nobody.')
type receivers = {
  @description('Country code and number, such as 49 15112345678.')
  sms: string

  @description('Country code and number.')
  voice: string

  @description('The account that is signed in to the Azure app on a phone.')
  push: string

  @description('Gets the common alert schema by POST.')
  @secure()
  webhook: string
}

@export()
@description('What a variable of the environment says, or the default where it is not set or empty.')
func given(value string, default string) string => empty(value) ? default : value

@export()
func isPhone(text string) bool => length(split(text, ' ')) == 2 && !startsWith(text, '+')

@export()
@description('Whether it is NCRONTAB with seconds: six fields of numbers within their range, names, *, lists, ranges, steps.')
func isNcrontab(text string) bool =>
  length(split(text, ' ')) != 6
    ? false
    : empty(filter(
        range(0, 6),
        i => !empty(filter(split(split(text, ' ')[i], [',', '-', '/']), x => !isPart(x, [59, 59, 23, 31, 12, 7][i])))
      ))

func isPart(part string, largest int) bool =>
  part == '*' || (isNumber(part)
    ? int(part) <= largest
    : length(part) == 3 && contains(
        'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC SUN MON TUE WED THU FRI SAT',
        toUpper(part)
      ))

func isNumber(text string) bool =>
  !empty(text) && length(text) <= 2 && empty(filter(
    range(0, length(text)),
    i => !contains('0123456789', substring(text, i, 1))
  ))
