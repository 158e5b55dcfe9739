import { messageBusContract } from '../../support/contracts/message-bus.ts'
import { openServiceBus } from '../../support/service-bus/bus-under-test.ts'

messageBusContract('Service Bus', openServiceBus)
